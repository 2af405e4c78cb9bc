package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import org.junit.jupiter.api.Test;

/** Browsers of configured origins may call. */
class AllowedOriginsTest extends ConfiguredGatewayTest {

    private Reply preflight(String origin) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            return client.send("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: a\r\nOrigin: " + origin
                            + "\r\nAccess-Control-Request-Method: POST\r\n"
                            + "Access-Control-Request-Headers: authorization,content-type\r\n\r\n")
                    .reply();
        }
    }

    private Reply chatFrom(String origin) throws Exception {
        String body = chat("simulator/echo");
        try (RawConnection client = chatHead("Origin: " + origin, "Content-Length: " + body.length())) {
            return client.send(body).reply();
        }
    }

    @Test
    void preflightOfAllowedOrigin_isGrantedWithoutAKey() throws Exception {
        Reply reply = preflight("https://other.example");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("access-control-allow-origin", "https://other.example")
                .containsEntry("access-control-allow-headers", "authorization, content-type")
                .containsKeys("access-control-allow-methods", "x-request-id");
    }

    @Test
    void preflightOfAnotherOrigin_isRefused() throws Exception {
        Reply reply = preflight("https://evil.example");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void answerToAllowedOrigin_canBeRead() throws Exception {
        Reply reply = chatFrom("https://app.example");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("access-control-allow-origin", "https://app.example")
                .containsEntry("access-control-expose-headers", "*")
                .doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void requestOfAnotherOrigin_isRefused() throws Exception {
        assertThat(chatFrom("https://evil.example").status()).isEqualTo(403);
    }
}

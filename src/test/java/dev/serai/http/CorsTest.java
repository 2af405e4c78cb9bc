package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import org.junit.jupiter.api.Test;

/** By default no browser may read an answer. */
class CorsTest extends GatewayTest {

    @Test
    void answer_namesNoOrigin() throws Exception {
        var response = post("/v1/chat/completions", chat("simulator/echo"), "Origin", "https://app.example");

        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void preflight_isAWrongMethod() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.send(
                            "OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n"
                                    + "Access-Control-Request-Method: POST\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        }
    }
}

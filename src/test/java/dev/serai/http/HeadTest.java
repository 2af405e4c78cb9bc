package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD is GET without a body, and a slash behind a path that can be read says nothing. */
class HeadTest extends GatewayTest {

    private HttpResponse<String> head(String path) throws Exception {
        return CLIENT.send(request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models",
                "/v1/models/",
                "/v1/models/simulator/echo",
                "/v1/models/simulator%2Fecho",
                "/v1/models/nobody",
                "/health",
                "/health/live",
                "/health/ready",
                "/manage/projects",
                "/manage/metrics",
                "/manage/routes",
                "/nowhere"
            })
    void head_isGetWithoutItsBody(String path) throws Exception {
        HttpResponse<String> head = head(path);

        assertThat(head.statusCode()).isEqualTo(get(path).statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type"))
                .isEqualTo(get(path).headers().firstValue("content-type"));
    }

    @Test
    void headOnOneConnection_leavesNothingBehind() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            for (int i = 0; i < 3; i++) {
                client.send("HEAD /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        + "GET /v1/models/simulator/echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Reply head = client.headReply();
                assertThat(head.status()).isEqualTo(200);
                assertThat(Integer.parseInt(head.headers().get("content-length")))
                        .isPositive();
                assertThat(client.reply().body()).contains("simulator/echo");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/chat"})
    void head_isNoWayToAsk(String path) throws Exception {
        HttpResponse<String> head = head(path);

        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void slashBehindModels_changesNothing() throws Exception {
        assertThat(json(get("/v1/models/")).path("data"))
                .isEqualTo(json(get("/v1/models")).path("data"));
        for (String id : new String[] {"smart", "simulator/echo", "simulator%2Fecho"}) {
            assertThat(get("/v1/models/" + id + "/").body())
                    .isEqualTo(get("/v1/models/" + id).body());
        }
    }
}

package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Who may use {@code /manage} where an admin key is set. */
@TestPropertySource(properties = {"serai.admin-key=admin-canary", "serai.keys=caller-key"})
class AdminAccessTest extends GatewayTest {

    private int status(String path, String... headers) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + String.join("", Stream.of(headers).map(h -> h + "\r\n").toList())
                    + "\r\n");
            return client.reply().status();
        }
    }

    @Test
    void adminKey_opensManage() throws Exception {
        assertThat(status("/manage/routes", "Authorization: Bearer admin-canary"))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: x",
                "Authorization: Bearer caller-key",
                "Authorization: Bearer ",
                "x-api-key: admin-canary"
            })
    void anythingElse_isRefused(String header) throws Exception {
        assertThat(status("/manage/routes", header)).isEqualTo(401);
        assertThat(status("/manage/metrics", header)).isEqualTo(401);
        assertThat(status("/manage/no-such-page", header)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/manage",
                "//manage/routes",
                "/manage/../manage/routes",
                "/%6danage/routes",
                "/manage;x=y/routes",
                "/manage/routes;x",
                "/x/../manage/routes"
            })
    void otherSpellings_areNoWayAround(String path) throws Exception {
        assertThat(status(path)).isNotEqualTo(200);
    }

    @Test
    void refusal_saysWhatToSendAndShowsNoKey() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send("GET /manage/routes HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.reply().body()).contains("admin-token").doesNotContain("admin-canary");
        }
    }

    @Test
    void adminKey_isNoCallersKey() throws Exception {
        assertThat(post("/v1/chat/completions", chat("simulator/hello"), "Authorization", "Bearer admin-canary")
                        .statusCode())
                .isEqualTo(401);
    }
}

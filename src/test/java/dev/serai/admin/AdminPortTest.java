package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RawConnection;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway whose {@code /manage} has a port of its own. */
class AdminPortTest extends ManageTest {

    private static int adminPort;

    @DynamicPropertySource
    static void port(DynamicPropertyRegistry properties) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            adminPort = free.getLocalPort();
        }
        properties.add("serai.admin-port", () -> adminPort);
    }

    private static int status(int port, String method, String path) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ADMIN_KEY
                    + "\r\nContent-Length: 0\r\n\r\n");
            return client.reply().status();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/manage/routes, 200",
        "/manage/projects, 200",
        "/manage/nowhere, 404",
        "/health, 200",
        "/health/ready, 200",
        "/v1/models, 404",
        "/v1/models/simulator/echo, 404",
        "/manage/../v1/models, 404",
        "/managed, 404",
        "/, 404",
    })
    void adminPort_servesManageAndHealth(String path, int status) throws Exception {
        assertThat(status(adminPort, "GET", path)).isEqualTo(status);
        assertThat(status(adminPort, "POST", "/v1/chat/completions")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/manage",
                "/manage/routes",
                "/%6danage/routes",
                "//manage/routes",
                "/x/../manage/routes",
                "/manage;x/routes"
            })
    void gatewaysPort_hasNoManage(String path) throws Exception {
        assertThat(status(port, "GET", path)).isEqualTo(404);
    }

    @Test
    void gatewaysPort_servesTheRest() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(error(get("/manage/routes")).path("code").asText()).isEqualTo("unknown_url");
    }
}

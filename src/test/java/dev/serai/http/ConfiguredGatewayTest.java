package dev.serai.http;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import java.io.IOException;
import org.springframework.test.context.TestPropertySource;

/** A gateway with everything set that is off by default; all tests of such settings share it. */
@TestPropertySource(
        properties = {
            "serai.keys=first-key, second-key",
            "serai.key-header=x-team-key",
            "serai.max-body=" + ConfiguredGatewayTest.LIMIT + "B",
            "serai.cors.allowed-origins=https://app.example,https://other.example",
            "serai.upstream-auth-errors=pass"
        })
abstract class ConfiguredGatewayTest extends GatewayTest {

    static final int LIMIT = 1 << 20;

    static final String[] KEY = {"Authorization", "Bearer first-key"};

    /** Opens a connection and sends a chat's head, key included, with more header lines. */
    RawConnection chatHead(String... lines) throws IOException {
        return new RawConnection(port)
                .send("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer first-key\r\n"
                        + String.join("\r\n", lines) + "\r\n\r\n");
    }
}

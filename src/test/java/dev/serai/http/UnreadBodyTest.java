package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/**
 * Requests that are answered before their body was read, on platform threads and few of them: the answer is there at once,
 * the connection closes soon, and no thread waits for either.
 */
@Timeout(30)
@TestPropertySource(properties = {"spring.threads.virtual.enabled=false", "server.tomcat.threads.max=8"})
class UnreadBodyTest extends ConfiguredGatewayTest {

    private static final String KEYED = "Authorization: Bearer first-key";
    private static final String HALF = "{\"model\":";

    private RawConnection ask(String start, String... headers) throws IOException {
        return new RawConnection(port).sendHead(start, headers);
    }

    @ParameterizedTest
    @CsvSource({
        "POST /v1/chat/completions, 401",
        "POST /v1/embeddings, 401",
        "POST /chat, 401",
        "PUT /v1/chat/completions, 405",
        "DELETE /v1/models, 405",
        "POST /nowhere, 404",
        "PUT /nowhere, 404",
        "POST /manage/projects, 401",
        "PATCH /manage/routes/check, 401",
        "GET /health, 200",
        "POST /health, 405",
        "GET /v1/models, 401",
    })
    void answerBeforeTheBody_endsTheConnectionSoon(String start, int status) throws Exception {
        for (String length : List.of("Content-Length: 100", "Content-Length: 50000000", "Transfer-Encoding: chunked")) {
            for (String type : List.of("application/json", "application/x-www-form-urlencoded")) {
                try (RawConnection client = ask(start, length, "Content-Type: " + type)) {
                    long began = System.nanoTime();
                    Reply reply = client.send(length.startsWith("T") ? "9\r\n" + HALF.substring(0, 3) : HALF)
                            .reply();

                    assertThat(reply.status()).isEqualTo(status);
                    assertThat(reply.headers()).containsEntry("connection", "close");
                    assertThat(client.isClosed()).isTrue();
                    assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
                }
            }
        }
    }

    /** It is written through to the client at once, so that nobody can say a thing after it. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void answerOfWhoMightReadTheBodyAndDoesNot_saysThatTheConnectionEnds(String length) throws Exception {
        try (RawConnection client = ask("POST /manage/prices/reload", "Authorization: Bearer " + ADMIN_KEY, length)) {
            Reply reply = client.reply();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("connection", "close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "415, Content-Encoding: br",
        "413, x: y",
    })
    void refusalOfTheBodyItself_endsTheConnectionSoon(int status, String header) throws Exception {
        try (RawConnection client = ask(
                "POST /v1/chat/completions", KEYED, header, "Content-Length: " + (status == 413 ? LIMIT + 1 : 100))) {
            assertThat(client.reply().status()).isEqualTo(status);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/chat/completions", "POST /nowhere", "PUT /v1/models", "POST /manage/tokens"})
    void smallBodyThatIsThere_keepsTheConnection(String start) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            for (int i = 0; i < 3; i++) {
                Reply whole = client.send(RawConnection.head(start, "Content-Length: 9") + HALF)
                        .reply();
                assertThat(whole.headers()).doesNotContainKey("connection");
                Reply chunks = client.send(RawConnection.head(start, "Transfer-Encoding: chunked") + "9\r\n" + HALF
                                + "\r\n0\r\n\r\n")
                        .reply();
                assertThat(chunks.headers()).doesNotContainKey("connection");
            }
            assertThat(client.sendHead("GET /health").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void strangersWithHalfABody_holdNoThread() throws Exception {
        List<RawConnection> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                strangers.add(
                        ask("POST /v1/chat/completions", "Content-Length: 1000").send(HALF));
            }
            for (int i = 0; i < 5; i++) {
                long began = System.nanoTime();
                assertThat(get("/health").statusCode()).isEqualTo(200);
                assertThat(post("/v1/chat/completions", chat("simulator/echo"), KEY)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
            }
            for (RawConnection stranger : strangers) {
                assertThat(stranger.reply().status()).isEqualTo(401);
                assertThat(stranger.isClosed()).isTrue();
            }
        } finally {
            for (RawConnection stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void strangerWhoSendsForEver_isCutOff() throws Exception {
        byte[] much = new byte[1 << 20];
        int sent = 0;
        try (RawConnection client = ask("POST /v1/chat/completions", "Content-Length: 2000000000")) {
            assertThat(client.reply().status()).isEqualTo(401);
            while (sent < 200) {
                client.send(much);
                sent++;
            }
        } catch (IOException e) {
            // as it should be
        }
        assertThat(sent).isLessThan(200);
    }

    @Test
    void refusedHead_isReadThoughMoreFollows() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawConnection client = ask("GET /v1/models", "A b: c", "Content-Length: 100000")) {
                Reply reply = client.send(new byte[100_000]).reply();

                assertThat(reply.status()).isEqualTo(400);
                assertThat(Json.MAPPER.readTree(reply.body()).at("/error/type").asText())
                        .isEqualTo("invalid_request_error");
            }
        }
    }
}

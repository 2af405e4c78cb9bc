package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Requests that stall or trickle, on platform threads and few of them. */
@Timeout(30)
@TestPropertySource(
        properties = {
            "spring.threads.virtual.enabled=false",
            "server.tomcat.threads.max=8",
            "serai.keys=key",
            "serai.clients.head-timeout=1s",
            "serai.clients.body-timeout=1s",
            "serai.clients.least-rate=1KB"
        })
class SlowRequestsTest extends GatewayTest {

    private static final String BEARER = "Authorization: Bearer key";
    private static final String[] KEY = {"Authorization", "Bearer key"};

    private RawConnection half(String path, String length) throws IOException {
        return new RawConnection(port)
                .sendHead("POST " + path, BEARER, "Content-Type: application/json", length)
                .send(length.startsWith("T") ? "9\r\n{\"a\"" : "{\"a\"");
    }

    private static void assertTimedOut(RawConnection client) throws IOException {
        Reply reply = client.reply();
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.headers()).containsEntry("connection", "close");
        assertThat(Json.MAPPER.readTree(reply.body()).at("/error/code").asText())
                .isEqualTo("request_timeout");
        assertThat(client.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/completions", "/v1/embeddings"})
    void bodyThatStalls_isTimedOut(String path) throws Exception {
        try (RawConnection announced = half(path, "Content-Length: 100");
                RawConnection chunked = half(path, "Transfer-Encoding: chunked")) {
            assertTimedOut(announced);
            assertTimedOut(chunked);
        }
    }

    /** What comes after the answer is taken by Tomcat for the body that it waited for: it must not be the last that is seen. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void clientThatGoesOnAfterItWasTimedOut_isClosed(String length) throws Exception {
        for (int i = 0; i < 3; i++) {
            try (RawConnection client = half("/v1/chat/completions", length)) {
                assertTimedOut(client);
                Thread.sleep(50); // by now it is waited for what else it sends

                await().atMost(Duration.ofSeconds(6)).until(() -> refusesMore(client));
            }
        }
    }

    private static boolean refusesMore(RawConnection client) {
        try {
            client.send("x");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void promptThatStalls_isTimedOut() throws Exception {
        try (RawConnection client = half("/chat", "Content-Length: 100")) {
            assertThat(client.reply().status()).isBetween(400, 499);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void bodyThatTrickles_isTimedOut() throws Exception {
        try (RawConnection client = half("/v1/chat/completions", "Content-Length: 10000")) {
            assertThat(trickle(client, 4000)).isLessThan(4000);
            assertTimedOut(client);
        }
    }

    @Test
    void headThatTrickles_isCutOff() throws Exception {
        try (RawConnection client = new RawConnection(port).send("GET /health HTTP/1.1\r\nHost: a\r\n")) {
            trickle(client, 4000);

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void headThatStalls_isCutOff() throws Exception {
        try (RawConnection client = new RawConnection(port).send("GET /health HTTP/1.1\r\nHo")) {
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void slowBodyAtALeastRate_isServed() throws Exception {
        String chat = chat("simulator/echo").replace("Hello", "H".repeat(6000));
        try (RawConnection client = new RawConnection(port)) {
            client.sendHead("POST /v1/chat/completions", BEARER, "Content-Length: " + chat.length());
            for (int i = 0; i < chat.length(); i += 1000) {
                client.send(chat.substring(i, Math.min(chat.length(), i + 1000)));
                Thread.sleep(300);
            }
            assertThat(client.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void keptConnection_mayRestLongerThanAHeadMayTake() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.sendHead("GET /health").reply().status()).isEqualTo(200);
                Thread.sleep(1500);
            }
        }
    }

    @Test
    void callersWithHalfABody_doNotStopOthers() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(half("/v1/chat/completions", "Content-Length: 1000"));
            }
            for (int i = 0; i < 5; i++) {
                long began = System.nanoTime();
                assertThat(get("/health").statusCode()).isEqualTo(200);
                assertAnsweredSoon();
                assertThat(System.nanoTime() - began).isLessThan(3_000_000_000L);
            }
            for (RawConnection client : slow) {
                assertThat(client.reply().status()).isIn(408, 429);
            }
        } finally {
            for (RawConnection client : slow) {
                client.close();
            }
        }
    }

    /** Where all places are taken at the moment, it may have to ask again. */
    private void assertAnsweredSoon() throws Exception {
        int status = 429;
        for (int i = 0; i < 10 && status == 429; i++) {
            status = post("/v1/chat/completions", chat("simulator/echo"), KEY).statusCode();
        }
        assertThat(status).isEqualTo(200);
    }

    /** Sends a byte now and then, until that fails. */
    private static int trickle(RawConnection client, int most) throws InterruptedException {
        int sent = 0;
        try {
            for (long end = System.nanoTime() + most * 1_000_000L; System.nanoTime() < end; sent++) {
                client.send("a");
                Thread.sleep(50);
            }
        } catch (IOException e) {
            return sent;
        }
        return sent;
    }
}

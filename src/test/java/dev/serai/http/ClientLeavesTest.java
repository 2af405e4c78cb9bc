package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.breakers.Breakers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * A client that leaves is noticed whatever the gateway is doing for it. No comment is written in these tests' time, so that
 * only a look at the connection can have told.
 */
@Timeout(60)
@TestPropertySource(properties = {"serai.keep-alive-interval=1m", "serai.first-event-patience=1m"})
class ClientLeavesTest extends CallingGatewayTest {

    private static final int SOON = 3;
    private static final String MODEL = "openai/gpt-4o";

    /** Has more connections than it takes, and so leaves new ones waiting. */
    private static final ServerSocket DEAF = deaf();

    private static final List<Socket> WAITING = new ArrayList<>();

    @Autowired
    private Breakers breakers;

    private String token;

    @BeforeAll
    static void fill() throws IOException {
        for (int i = 0; i < 2; i++) {
            WAITING.add(new Socket(InetAddress.getLoopbackAddress(), DEAF.getLocalPort()));
        }
    }

    @AfterAll
    static void close() throws IOException {
        for (Socket socket : WAITING) {
            socket.close();
        }
        DEAF.close();
    }

    @DynamicPropertySource
    static void deafProvider(DynamicPropertyRegistry properties) throws IOException {
        String address = "http://127.0.0.1:" + DEAF.getLocalPort();
        Path routes = RoutesCopy.edited("\\{\\{env:GROQ_BASE_URL:[^}]*}}", address);
        properties.add("serai.routes", routes::toString);
    }

    private static ServerSocket deaf() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void prepare() {
        token = "Authorization: Bearer " + token(Rules.NONE).secret().text();
        breaker().reset();
    }

    @Test
    void whileTheHeadIsAwaited_ends() throws Exception {
        UPSTREAM.answer(Script.silent().stall(50));

        assertEnds(chat(MODEL));
    }

    @Test
    void whileTheBodyIsUnderWay_ends() throws Exception {
        UPSTREAM.answer(Script.silent()
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                .stall(50));

        assertEnds(chat(MODEL));
    }

    @Test
    void whileTheHeadOfAStreamIsAwaited_ends() throws Exception {
        UPSTREAM.answer(Script.silent().stall(50));

        assertEnds(streamedChat(MODEL));
    }

    @Test
    void whileTheFirstEventIsAwaited_ends() throws Exception {
        UPSTREAM.answer(Script.stream().stall(50));

        assertEnds(streamedChat(MODEL));
    }

    @Test
    void whileAStreamIsSilent_ends() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n")
                .stall(50));

        assertEnds(streamedChat(MODEL));
    }

    @Test
    void whileAConnectionIsAwaited_ends() throws Exception {
        String id = UUID.randomUUID().toString();
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(chat("groq/any"), token, "x-request-id: " + id);
            Thread.sleep(300); // nobody can tell when the gateway connects
        }

        assertThat((Double) assertAborted(id).get("latency_ms")).isLessThan(SOON * 1000);
    }

    @Test
    void halfClosed_isGone() throws Exception {
        UPSTREAM.answer(Script.silent().stall(50));

        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(chat(MODEL), token);
            awaitAsked();
            client.endSending();

            assertThat(UPSTREAM.awaitAbort(SOON)).isTrue();
        }
    }

    @Test
    void client_whoLeftIsNotFailedOver() throws Exception {
        UPSTREAM.answer(Script.silent().stall(50));

        assertThat(assertEnds(chat("smart")))
                .containsEntry("provider", "anthropic")
                .containsEntry("attempts", 1);
    }

    @Test
    void provider_isNotBlamed() throws Exception {
        UPSTREAM.answer(Script.silent().stall(50));

        assertEnds(chat(MODEL));

        assertThat(breaker().getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    /** Leaves when the provider was asked. Returns the record. */
    private Map<String, Object> assertEnds(String body) throws Exception {
        String id = UUID.randomUUID().toString();
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(body, token, "x-request-id: " + id);
            awaitAsked();
        }

        assertThat(UPSTREAM.awaitAbort(SOON))
                .as("the upstream call was broken off")
                .isTrue();
        Map<String, Object> record = assertAborted(id);
        assertThat(UPSTREAM.received()).hasSize(1);
        return record;
    }

    private Map<String, Object> assertAborted(String id) throws Exception {
        Map<String, Object> record = record(id);
        assertThat(record)
                .containsEntry("aborted", true)
                .containsEntry("status", 499)
                .containsEntry("error", null);
        return record;
    }

    private static void awaitAsked() throws Exception {
        assertThat(await(() -> UPSTREAM.received().size(), asked -> asked > 0)).isOne();
    }

    private CircuitBreaker breaker() {
        return breakers.ofProvider("openai").circuit();
    }
}

package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.TestPropertySource;

/** Clients that do not read what they are sent, more of them than there are platform threads. */
@Timeout(120)
@TestPropertySource(
        properties = {
            "spring.threads.virtual.enabled=false",
            "server.tomcat.threads.max=40",
            "serai.keys=key",
            "serai.memory-budget=2GB",
            "serai.clients.write-timeout=60s"
        })
class UntakenAnswersTest extends GatewayTest {

    private static final int CLIENTS = 60;
    private static final long FREEZE_NANOS = 15_000_000_000L;
    private static final String BEARER = "Authorization: Bearer key";
    private static final String[] KEY = {"Authorization", "Bearer key"};

    private final List<RawConnection> clients = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (RawConnection client : clients) {
            client.close();
        }
    }

    /** One whose side of the connection holds little. */
    private RawConnection client() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        RawConnection client = new RawConnection(socket);
        clients.add(client);
        return client;
    }

    private void assertOthersAreServed() throws Exception {
        Thread.sleep(1000); // the clients' answers have come, and are not taken
        int served = 0;
        for (int i = 0; i < 30; i++) {
            long began = System.nanoTime();
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            int status =
                    post("/v1/chat/completions", chat("simulator/echo"), KEY).statusCode();
            assertThat(status).isIn(200, 429);
            served += status == 200 ? 1 : 0;
            assertThat(System.nanoTime() - began).isLessThan(FREEZE_NANOS);
            Thread.sleep(100);
        }
        assertThat(served).isGreaterThan(15);
    }

    @Test
    void wholeAnswersThatAreNotTaken_doNotStopOthers() throws Exception {
        UPSTREAM.answer(
                Script.json(200, Answers.WHOLE.replaceFirst("\\{", "{\"x\":\"" + "y".repeat(8_000_000) + "\",")));
        for (int i = 0; i < CLIENTS; i++) {
            client().sendChat(chat("openai/gpt-4o"), BEARER);
        }
        assertOthersAreServed();
    }

    @Test
    void streamsThatAreNotTaken_doNotStopOthers() throws Exception {
        String event = Answers.content("y".repeat(100_000));
        Script stream = Script.stream();
        for (int i = 0; i < 100; i++) {
            stream.send(event);
        }
        UPSTREAM.answer(stream.send(Answers.finish() + Answers.DONE).end());
        for (int i = 0; i < CLIENTS; i++) {
            client().sendChat(streamedChat("openai/gpt-4o"), BEARER);
        }
        assertOthersAreServed();
    }

    @Test
    void pagesThatAreNotTaken_doNotStopOthers() throws Exception {
        askAndTakeNothing(RawConnection.head("GET /manage/openapi.yaml", "Authorization: Bearer " + ADMIN_KEY)
                .repeat(200));
        assertOthersAreServed();
    }

    /** Refusals are small, and each is soon done; but who asks for them without an end must not keep a thread. */
    @Test
    void strangersThatAskAndAskAndTakeNothing_doNotStopOthers() throws Exception {
        askAndTakeNothing(RawConnection.head("GET /v1/models").repeat(20_000));
        assertOthersAreServed();
    }

    private void askAndTakeNothing(String asks) throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            RawConnection client = client();
            Thread sender = new Thread(() -> {
                try {
                    client.send(asks);
                } catch (IOException e) {
                    // it is given up
                }
            });
            sender.setDaemon(true);
            sender.start();
        }
        Thread.sleep(3000);
    }
}

package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Providers close connections that they do not use, without a word to those who keep them for their next request. */
@Timeout(60)
class StaleConnectionTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY =
            "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final FakeUpstream PROVIDER = new FakeUpstream();

    @TempDir
    static Path data;

    private static OwnGateway gateway;

    @BeforeAll
    static void start() {
        gateway = OwnGateway.start(Map.of(
                "serai.anonymous",
                "loopback",
                "SERAI_RETRIES",
                "0",
                "serai.data",
                data.toString(),
                "OPENAI_BASE_URL",
                PROVIDER.url(),
                "OPENAI_API_KEY",
                GatewayTest.PROVIDER_KEY));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        PROVIDER.close();
    }

    /** Leaves no connection that is alive. */
    @BeforeEach
    void useUp() throws Exception {
        PROVIDER.answer(Script.json(200, Answers.WHOLE).close());
        assertAnswered();
    }

    @Test
    void closedConnection_isReplaced() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertAnswered();
        }

        assertThat(PROVIDER.received()).hasSize(21);
    }

    @Test
    void manyClosedConnections_costOneTry() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        PROVIDER.answer(request -> Script.silent()
                .await(all)
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + Answers.WHOLE.length()
                        + "\r\n\r\n" + Answers.WHOLE)
                .close());
        List<CompletableFuture<Integer>> together = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            together.add(CompletableFuture.supplyAsync(this::status, task -> new Thread(task).start()));
        }
        for (int i = 0; i < 500 && PROVIDER.received().size() < 8; i++) {
            Thread.sleep(20);
        }
        all.countDown();
        assertThat(together).allSatisfy(one -> assertThat(one.join()).isEqualTo(200));

        assertAnswered();
    }

    @Test
    void resetConnection_isReplaced() throws Exception {
        PROVIDER.answer(Script.json(200, Answers.WHOLE).reset());

        for (int i = 0; i < 5; i++) {
            assertAnswered();
        }
    }

    @Test
    void freshConnection_isNotReplaced() throws Exception {
        PROVIDER.answer(Script.silent().close());

        assertThat(status()).isEqualTo(502);
        assertThat(PROVIDER.received()).hasSize(1);
    }

    @Test
    void beginningOfAnAnswer_isNotReplaced() throws Exception {
        PROVIDER.answer(request -> PROVIDER.received().size() == 1
                ? Script.json(200, Answers.WHOLE)
                : Script.silent().raw("HTTP/1.1 20").close());
        assertAnswered();

        assertThat(status()).isEqualTo(502);
        assertThat(PROVIDER.received()).hasSize(2);
        assertThat(PROVIDER.last().connection())
                .isEqualTo(PROVIDER.received().get(0).connection());
    }

    private void assertAnswered() throws Exception {
        assertThat(status()).isEqualTo(200);
    }

    private int status() {
        try {
            return gateway.send("POST", CHAT, BODY).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

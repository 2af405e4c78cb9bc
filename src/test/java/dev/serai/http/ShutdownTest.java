package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is told to stop finishes what it has begun. */
@Timeout(60)
class ShutdownTest {

    private static final String STREAM =
            "{\"model\":\"openai/gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @Test
    void streamUnderWay_isFinished_andNobodyElseIsLetIn(@TempDir Path data) throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        try (FakeUpstream provider = new FakeUpstream()) {
            provider.answer(Script.stream()
                    .send(Answers.content("one"))
                    .await(stopping)
                    .send(Answers.content("two") + Answers.finish() + Answers.DONE)
                    .end());
            OwnGateway gateway = OwnGateway.start(Map.of(
                    "serai.anonymous",
                    "loopback",
                    "serai.data",
                    data.toString(),
                    "OPENAI_BASE_URL",
                    provider.url(),
                    "OPENAI_API_KEY",
                    GatewayTest.PROVIDER_KEY));
            CompletableFuture<HttpResponse<String>> stream =
                    CompletableFuture.supplyAsync(() -> ask(gateway), it -> new Thread(it).start());
            while (provider.received().isEmpty()) {
                Thread.sleep(10);
            }

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close, it -> new Thread(it).start());
            gateway.awaitNoConnections();
            stopping.countDown();

            assertThat(stream.get(30, TimeUnit.SECONDS).body()).contains("two").endsWith(Answers.DONE);
            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    private static HttpResponse<String> ask(OwnGateway gateway) {
        try {
            return gateway.send("POST", "/v1/chat/completions", STREAM);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

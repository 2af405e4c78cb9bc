package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Large bodies wait for their turns; nobody else does. */
@Timeout(60)
class LargeBodiesTest extends GatewayTest {

    private static final int MANY = 6;

    @Autowired
    private MeterRegistry meters;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Future<?>> holders = new ArrayList<>();

    /** Has every place taken. */
    private void takeAllPlaces() throws Exception {
        CountDownLatch taken = new CountDownLatch(LargeBodies.atATime());
        for (int i = 0; i < LargeBodies.atATime(); i++) {
            holders.add(threads.submit(() -> LargeBodies.inTurn(LargeBodies.LARGE, () -> {
                taken.countDown();
                release.await();
                return null;
            })));
        }
        taken.await();
    }

    @AfterEach
    void giveAllPlacesBack() throws Exception {
        LargeBodies.letWait(Integer.MAX_VALUE, Duration.ofSeconds(30));
        release.countDown();
        for (Future<?> holder : holders) {
            holder.get();
        }
        threads.shutdown();
        assertThat(LargeBodies.waiting()).isZero();
    }

    private static void awaitWaiting(int many) throws InterruptedException {
        while (LargeBodies.waiting() < many) {
            Thread.sleep(5);
        }
    }

    private static String chat(String model, String content, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]" + more
                + "}";
    }

    @Test
    void largeRequests_waitAndNobodyElseDoes() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"usage\":{}}"));
        takeAllPlaces();
        String text = "x".repeat(2 << 20);
        List<Future<HttpResponse<String>>> large = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String model = i % 2 == 0 ? "simulator/echo" : "anthropic/claude-sonnet-4-5";
            large.add(threads.submit(() -> post("/v1/chat/completions", chat(model, text, ",\"max_tokens\":5"))));
        }
        awaitWaiting(MANY);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(post("/v1/chat/completions", chat("simulator/echo", "Hi", ""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/chat/completions", chat("anthropic/claude-sonnet-4-5", "Hi", ",\"max_tokens\":5"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(LargeBodies.waiting()).isEqualTo(MANY);
        release.countDown();
        for (Future<HttpResponse<String>> answer : large) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void largeAnswers_waitForTheirTurn() throws Exception {
        String text = "x".repeat(2 << 20);
        UPSTREAM.answer(Script.json(
                200,
                "{\"content\":[{\"type\":\"text\",\"text\":\"" + text
                        + "\"}],\"stop_reason\":\"end_turn\",\"usage\":{}}"));
        takeAllPlaces();
        Future<HttpResponse<String>> answer = threads.submit(
                () -> post("/v1/chat/completions", chat("anthropic/claude-sonnet-4-5", "Hi", ",\"max_tokens\":5")));
        awaitWaiting(1);
        release.countDown();
        assertThat(answer.get().body()).contains(text);
    }

    @Test
    void largeEvents_waitForTheirTurn() throws Exception {
        String text = "x".repeat(2 << 20);
        UPSTREAM.answer(Script.stream()
                .send("data: {\"type\":\"message_start\",\"message\":{\"id\":\"1\",\"usage\":{}}}\n\n")
                .send(
                        "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                                + text + "\"}}\n\n")
                .send("data: {\"type\":\"message_stop\"}\n\n")
                .end());
        takeAllPlaces();
        Future<HttpResponse<String>> answer = threads.submit(() -> post(
                "/v1/chat/completions",
                chat("anthropic/claude-sonnet-4-5", "Hi", ",\"max_tokens\":5,\"stream\":true")));
        awaitWaiting(1);
        release.countDown();
        assertThat(answer.get().body()).contains(text);
    }

    private static String large(String more) {
        return chat("anthropic/claude-sonnet-4-5", "x".repeat(2 << 20), ",\"max_tokens\":5" + more);
    }

    private void assertOverloaded(int status, HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(error(answer).path("code").asText()).isEqualTo("overloaded");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void requestWhoseTurnDoesNotCome_isRefused() throws Exception {
        double before = meters.get("serai.turns.refused").functionCounter().count();
        takeAllPlaces();
        LargeBodies.letWait(MANY, Duration.ofMillis(100));

        assertOverloaded(429, post("/v1/chat/completions", large("")));
        assertOverloaded(429, post("/v1/chat/completions", large(",\"stream\":true")));
        assertOverloaded(
                429, post("/v1/embeddings", "{\"model\":\"openai/e\",\"input\":\"" + "x".repeat(2 << 20) + "\"}"));
        assertThat(meters.get("serai.turns.refused").functionCounter().count()).isEqualTo(before + 3);
        assertThat(meters.get("serai.turns.waiting").gauge().value()).isZero();
    }

    @Test
    void requestBehindTooMany_isRefusedAtOnce() throws Exception {
        takeAllPlaces();
        LargeBodies.letWait(1, Duration.ofSeconds(30));
        Future<HttpResponse<String>> first = threads.submit(() -> post("/v1/chat/completions", large("")));
        awaitWaiting(1);

        assertOverloaded(429, post("/v1/chat/completions", large("")));
        UPSTREAM.answer(Script.json(200, "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"usage\":{}}"));
        release.countDown();
        assertThat(first.get().statusCode()).isEqualTo(200);
    }

    @Test
    void answerWhoseTurnDoesNotCome_isNoFaultOfTheRequest() throws Exception {
        String text = "x".repeat(2 << 20);
        takeAllPlaces();
        LargeBodies.letWait(MANY, Duration.ofMillis(100));
        UPSTREAM.answer(Script.json(200, "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}],\"usage\":{}}"));
        assertOverloaded(
                503, post("/v1/chat/completions", chat("anthropic/claude-sonnet-4-5", "Hi", ",\"max_tokens\":5")));

        UPSTREAM.answer(Script.stream()
                .send("data: {\"type\":\"message_start\",\"message\":{\"id\":\"1\",\"usage\":{}}}\n\n")
                .send(
                        "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}\n\n")
                .send(
                        "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                                + text + "\"}}\n\n")
                .end());
        HttpResponse<String> stream = post(
                "/v1/chat/completions", chat("anthropic/claude-sonnet-4-5", "Hi", ",\"max_tokens\":5,\"stream\":true"));
        assertThat(stream.body()).contains("\"code\":\"overloaded\"").doesNotContain("[DONE]");
    }

    @Test
    void workThatThrows_givesItsPlaceBack() throws Exception {
        for (int i = 0; i <= LargeBodies.atATime(); i++) {
            assertThatThrownBy(() -> LargeBodies.inTurn(LargeBodies.LARGE, () -> {
                        throw new StackOverflowError("as transforms do");
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }
        assertThat(LargeBodies.<String, RuntimeException>inTurn(LargeBodies.LARGE, () -> "ok"))
                .isEqualTo("ok");
    }

    @Test
    void workWithinWork_hasItsPlace() {
        assertThat(within(LargeBodies.atATime() + 1)).isEqualTo("ok");
    }

    private static String within(int depth) {
        return depth == 0 ? "ok" : LargeBodies.inTurn(LargeBodies.LARGE, () -> within(depth - 1));
    }

    @Test
    void smallWork_doesNotWait() throws Exception {
        takeAllPlaces();
        assertThat(LargeBodies.<String, RuntimeException>inTurn(LargeBodies.LARGE - 1, () -> "ok"))
                .isEqualTo("ok");
    }
}

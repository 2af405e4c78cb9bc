package dev.serai.shedding;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A gateway that works on two requests at a time, while four may wait. */
@TestPropertySource(properties = {"serai.max-in-flight=2", "serai.queue.length=4", "serai.queue.patience=60s"})
class FloodTest extends CallingGatewayTest {

    private static final String MANY = chat("openai/gpt-4o").replace("Hello", "one of many");
    private static final String ONE = chat("openai/gpt-4o").replace("Hello", "the only one");

    @Autowired
    private Slots slots;

    @Autowired
    private WaitLimit patience;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Semaphore answers = new Semaphore(0);

    @BeforeEach
    void requestsTakeLong() {
        patience.learn(TimeUnit.DAYS.toNanos(1));
    }

    @AfterEach
    void allIsAnswered() throws Exception {
        answers.release(1000);
        Callers.until(() -> slots.inWork() + slots.waiting() == 0);
        clients.shutdownNow();
    }

    private void answerWhenTold() {
        UPSTREAM.answer(request -> {
            answers.acquireUninterruptibly();
            return Script.json(200, Answers.WHOLE);
        });
    }

    private CompletableFuture<HttpResponse<String>> later(Issued caller, String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call(caller, body);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                clients);
    }

    /** Two in work and four that wait. */
    private List<CompletableFuture<HttpResponse<String>>> flood(Issued caller) throws Exception {
        answerWhenTold();
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            int all = i;
            asked.add(later(caller, MANY));
            Callers.until(() -> slots.inWork() + slots.waiting() == all);
        }
        return asked;
    }

    private static void awaitReceived(int count) throws Exception {
        Callers.until(() -> UPSTREAM.received().size() == count);
    }

    @Test
    void singleRequest_isAnsweredInItsTurn() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> flood = flood(token(Rules.NONE));
        awaitReceived(2);

        CompletableFuture<HttpResponse<String>> single = later(token(Rules.NONE), ONE);
        HttpResponse<String> pushedOut = flood.get(5).get(30, TimeUnit.SECONDS);
        answers.release();
        awaitReceived(3);

        assertRefused(pushedOut, 429, "overloaded");
        assertThat(UPSTREAM.received())
                .extracting(FakeUpstream.Received::text)
                .satisfies(texts -> assertThat(texts.get(2)).contains("the only one"));
        answers.release(1000);
        assertThat(single.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(flood.get(4).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void refusal_comesAtOnce() throws Exception {
        Issued caller = token(Rules.NONE);
        flood(caller);
        List<Long> millis = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            HttpResponse<String> refused = call(caller, MANY);
            millis.add((System.nanoTime() - began) / 1_000_000);
            assertRefused(refused, 429, "overloaded");
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(refused.headers().firstValue("connection")).isEmpty();
        }

        Collections.sort(millis);
        assertThat(millis.get(0)).isLessThan(50);
        assertThat(millis.get(19)).isLessThan(10_000);
    }

    @Test
    void stream_hasNoPlaceWhenItRuns() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(60));

        try (EventReader first = open(caller, streamedChat("openai/gpt-4o"));
                EventReader second = open(caller, streamedChat("openai/gpt-4o"));
                EventReader third = open(caller, streamedChat("openai/gpt-4o"))) {
            assertThat(List.of(first.next(), second.next(), third.next())).allMatch(event -> event.contains("one"));
            Callers.until(() -> slots.inWork() == 0);
        }
    }

    @Test
    void failures_freeTheirPlaces() throws Exception {
        Issued caller = token(rules().models(List.of("openai/*")).build());
        UPSTREAM.answer(Script.json(500, "{}"));

        for (int i = 0; i < 3; i++) {
            assertThat(call(caller, MANY).statusCode()).isEqualTo(500);
            assertThat(call(caller, chat("simulator/echo")).statusCode()).isEqualTo(403);
        }

        assertThat(slots.inWork()).isZero();
    }
}

package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A summary is made once for all who want it, whoever of them fails or leaves, and remembered whoever has made it. */
@Timeout(60)
class RememberedSummariesTest {

    private static final int MANY = 20;

    private final RememberedSummaries summaries = new RememberedSummaries(1 << 20, Duration.ofHours(1));
    private final AtomicInteger made = new AtomicInteger();

    private static Call call() {
        return new Call("req", Memory.UNCOUNTED);
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, it -> new Thread(it).start());
    }

    private static ApiException failure() {
        return new ApiException(502, "server_error", "no_answer", null, "There is none");
    }

    /** Many who wait for the one that makes it, until that fails. */
    private List<CompletableFuture<String>> whereTheFirstFails(Supplier<String> making) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> first = begin(() -> summaries.get("digest", call(), () -> {
            begun.countDown();
            awaits(go);
            throw failure();
        }));
        begun.await();
        CountDownLatch waiting = new CountDownLatch(MANY);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Call call = call();
            all.add(begin(() -> {
                waiting.countDown();
                return summaries.get("digest", call, making);
            }));
        }
        waiting.await();
        go.countDown();
        assertThat(first).failsWithin(Duration.ofSeconds(30));
        return all;
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void failure_isEverybodysRetry_ofWhichOneIsEnough() throws Exception {
        List<CompletableFuture<String>> all = whereTheFirstFails(() -> "summary " + made.incrementAndGet());

        assertThat(all).allSatisfy(it -> assertThat(it.join()).isEqualTo("summary 1"));
        assertThat(made).hasValue(1);
        assertThat(summaries.known("digest")).isEqualTo("summary 1");
    }

    @Test
    void whoMakesItByItself_hasItRemembered() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<CompletableFuture<String>> all = whereTheFirstFails(() -> {
            if (tries.incrementAndGet() == 1) {
                throw failure();
            }
            return "summary " + made.incrementAndGet();
        });

        assertThat(all.stream().filter(RememberedSummariesTest::fails)).hasSizeLessThanOrEqualTo(1);
        assertThat(summaries.known("digest")).startsWith("summary");
        assertThat(summaries.holdings().get(1).entries()).as("nobody makes any").isZero();
    }

    /** Whether it comes to nothing. */
    private static boolean fails(CompletableFuture<?> future) {
        return future.handle((result, failure) -> failure != null).join();
    }
}

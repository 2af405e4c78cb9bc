package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes on whatever is thrown. */
class SurvivalTest {

    static List<Throwable> thrown() {
        return List.of(
                new IllegalStateException("a defect"),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"),
                new NoClassDefFoundError("gone"),
                new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void watchdog_goesOn(Throwable thrown) throws InterruptedException {
        try (Watchdog watchdog = new Watchdog()) {
            CountDownLatch rounds = new CountDownLatch(3);
            watchdog.watch(now -> {
                rounds.countDown();
                rethrow(thrown);
            });
            CountDownLatch others = new CountDownLatch(3);
            watchdog.watch(now -> others.countDown());

            assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void recurringWork_goesOn(Throwable thrown) throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        Recurring recurring = new Recurring("survival-test") {
            @Override
            protected void begin() {
                every(Duration.ofMillis(1), Duration.ofMillis(1), this::round, e -> {});
            }

            private void round() {
                rounds.countDown();
                rethrow(thrown);
            }
        };
        recurring.start();
        try {
            assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            recurring.stop();
        }
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void timersWork_goesOn(Throwable thrown) throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(6);
        ScheduledExecutorService timer = BackgroundTimer.named("survival-test");
        Runnable round = () -> {
            rounds.countDown();
            rethrow(thrown);
        };
        try {
            var unused = timer.scheduleWithFixedDelay(round, 1, 1, TimeUnit.MILLISECONDS);
            var unusedToo = timer.scheduleAtFixedRate(round, 1, 1, TimeUnit.MILLISECONDS);
            assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void timersWork_thatIsDoneOnce_endsBySayingSo() throws Exception {
        long before = Survival.outOfMemory();
        ScheduledExecutorService timer = BackgroundTimer.named("survival-test");
        try {
            timer.schedule(() -> rethrow(new OutOfMemoryError("Java heap space")), 1, TimeUnit.MILLISECONDS)
                    .get(30, TimeUnit.SECONDS);
        } finally {
            timer.shutdownNow();
        }
        assertThat(Survival.outOfMemory() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void rounds_goOnUntilTheyEnd(Throwable thrown) throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        Rounds rounds = Rounds.begin("survival-test", Duration.ofMinutes(1), () -> {
            if (count.incrementAndGet() == 1) {
                rethrow(thrown);
            }
            return count.get() < 3;
        });

        rounds.thread().join(20_000);

        assertThat(rounds.thread().isAlive()).isFalse();
        assertThat(count).hasValue(3);
    }

    @Test
    void interruptedRound_thatThrows_isTheLast() throws InterruptedException {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        Rounds rounds = Rounds.begin("survival-test", Duration.ofMinutes(1), () -> {
            begun.add("round");
            throw new IllegalStateException("a defect");
        });
        begun.take();

        rounds.thread().interrupt();
        rounds.thread().join(20_000);

        assertThat(rounds.thread().isAlive()).isFalse();
    }

    @Test
    void memoryThatRunsOut_isCounted() {
        long before = Survival.outOfMemory();

        Survival.of("a test", () -> rethrow(new OutOfMemoryError("Java heap space")));
        Survival.note("a test", new IllegalStateException(new OutOfMemoryError("Java heap space")));
        Survival.note("a test", new IllegalStateException("something else"));

        assertThat(Survival.outOfMemory() - before).isEqualTo(2);
    }

    @Test
    void causesInACircle_areNoTrouble() {
        IllegalStateException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));

        Survival.saw(one);
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}

package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes on, and until when. */
class RecurringTest {

    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Duration first = OFTEN;

    private final Recurring recurring = new Recurring("recurring-test") {

        @Override
        protected void begin() {
            every(first, OFTEN, this::round, e -> seen.add(e.getMessage()));
            every(first, NEVER, () -> seen.add("once"), e -> seen.add("never"));
        }

        private void round() {
            seen.add(Thread.currentThread().getName());
            throw new IllegalStateException("failed");
        }
    };

    @AfterEach
    void stop() {
        if (recurring.isRunning()) {
            recurring.stop();
        }
    }

    /** What comes until something has come so often. */
    private void await(String what, int times) throws InterruptedException {
        for (int left = times; left > 0; ) {
            String next = seen.poll(20, TimeUnit.SECONDS);
            assertThat(next).isIn("recurring-test", "failed", "once");
            left -= next.equals(what) ? 1 : 0;
        }
    }

    @Test
    void round_runsAgainAfterItHasFailed() throws InterruptedException {
        recurring.start();

        await("failed", 3);
    }

    @Test
    void round_runsOnTheNamedThreadBesidesOthers() throws InterruptedException {
        recurring.start();

        await("once", 1);
        await("recurring-test", 2);
    }

    @Test
    void firstRound_waits() {
        first = NEVER;
        recurring.start();
        recurring.stop();

        assertThat(seen).isEmpty();
    }

    @Test
    void stopped_beginsAnew() throws InterruptedException {
        assertThat(recurring.isRunning()).isFalse();
        recurring.start();
        assertThat(recurring.isRunning()).isTrue();
        await("once", 1);
        recurring.stop();
        assertThat(recurring.isRunning()).isFalse();

        recurring.start();

        await("once", 1);
    }
}

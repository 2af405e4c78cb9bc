package dev.serai.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.MovedClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens that a test fetches, and a time that it moves. */
abstract class RenewedKit {

    static final Duration HOUR = Duration.ofHours(1);

    final MovedClock clock = MovedClock.standing();
    final AtomicInteger fetches = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile RuntimeException broken;
    volatile boolean away;
    volatile Duration life = HOUR;
    volatile String fixed;

    final Renewed<String> renewed = new Renewed<>("Tokens of a test", this::fetch, clock, List::of);

    private Renewed.Lease<String> fetch() throws NoCredentials {
        CountDownLatch open = gate;
        int number = fetches.incrementAndGet();
        try {
            open.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (broken != null) {
            throw broken;
        }
        if (away) {
            throw NoCredentials.failed("away", null);
        }
        String value = fixed == null ? "a-secret-token-" + number : fixed;
        return new Renewed.Lease<>(value, clock.instant().plus(life));
    }

    void awaitFetches(int count) throws InterruptedException {
        for (int i = 0; i < 1000 && fetches.get() < count; i++) {
            Thread.sleep(5);
        }
        assertThat(fetches).hasValue(count);
    }

    /** A fetch that has begun is known to have failed, or not, when its thread is gone. */
    void awaitEndOfFetches() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("credentials")) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
        }
    }

    void awaitValue(String value) throws Exception {
        for (int i = 0; i < 1000 && !renewed.get().equals(value); i++) {
            Thread.sleep(5);
        }
        assertThat(renewed.get()).isEqualTo(value);
    }
}

package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LagTest {

    private long now;
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final Lag lag = new Lag(ready::add, () -> now);

    private void probe(long waitsMillis) {
        lag.probe();
        now += TimeUnit.MILLISECONDS.toNanos(waitsMillis);
        ready.remove().run();
    }

    @Test
    void tasksThatAllWait_areLag() {
        probe(20);
        probe(6);
        assertThat(lag.getAsBoolean()).isTrue();
    }

    @Test
    void oneTaskThatRunsAtOnce_isNoLag() {
        probe(20);
        probe(5);
        assertThat(lag.getAsBoolean()).isFalse();
    }

    @Test
    void lag_isForgottenAtTheNextLook() {
        probe(20);
        lag.getAsBoolean();
        probe(0);
        assertThat(lag.getAsBoolean()).isFalse();
    }

    @Test
    void taskThatStillWaits_isLag() {
        lag.probe();
        now += TimeUnit.SECONDS.toNanos(1);
        lag.probe();
        assertThat(ready).hasSize(1);
        assertThat(lag.getAsBoolean()).isTrue();
    }

    @Test
    void noThreadLeft_isLag() {
        Lag full = new Lag(
                task -> {
                    throw new RejectedExecutionException();
                },
                () -> now++);
        full.probe();
        assertThat(full.getAsBoolean()).isTrue();
    }

    @Test
    void silence_isNoLag() {
        assertThat(lag.getAsBoolean()).isFalse();
    }
}

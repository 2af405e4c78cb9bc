package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnchoredClockTest {

    /** The time of day is asked for once: whatever it does later, it does to nobody. */
    @Test
    void time_startsAtTheTimeOfDayAndThenOnlyPasses() {
        AtomicLong nanos = new AtomicLong(-500);
        AnchoredClock clock = new AnchoredClock(nanos::get, 1_700_000_000_000L);
        assertThat(clock.currentTimeNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1_700_000_000_000L));
        nanos.addAndGet(7);
        assertThat(clock.currentTimeNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1_700_000_000_000L) + 7);
    }
}

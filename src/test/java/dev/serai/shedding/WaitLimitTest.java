package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitLimitTest {

    private final WaitLimit patience = new WaitLimit(Duration.ofMillis(20), Duration.ofSeconds(1));

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }

    @Test
    void unknownTimes_allowTheLongest() {
        assertThat(patience.nanos()).isEqualTo(millis(1000));
    }

    @Test
    void patience_isAQuarterOfTheTimeInWork() {
        patience.learn(millis(400));

        assertThat(patience.nanos()).isEqualTo(millis(100));
        assertThat(patience.longest()).isEqualTo(millis(1000));
    }

    @Test
    void patience_followsSlowly() {
        patience.learn(millis(400));
        patience.learn(millis(2000));

        assertThat(patience.nanos()).isEqualTo(millis(125));
    }

    @Test
    void patience_isBounded() {
        WaitLimit brief = new WaitLimit(Duration.ofMillis(20), Duration.ofMillis(10));
        brief.learn(millis(1));
        patience.learn(millis(60_000));
        assertThat(patience.nanos()).isEqualTo(millis(1000));
        assertThat(brief.nanos()).isEqualTo(millis(10));

        WaitLimit quick = new WaitLimit(Duration.ofMillis(20), Duration.ofSeconds(1));
        quick.learn(millis(1));
        assertThat(quick.nanos()).isEqualTo(millis(20));
    }
}

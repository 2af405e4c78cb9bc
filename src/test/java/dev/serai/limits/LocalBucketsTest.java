package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {

    private final HandClock clock = new HandClock();
    private final LocalBuckets buckets = new LocalBuckets(clock);

    @Test
    void changedLimits_applyAtOnceAndKeepTheShareUsed() {
        assertThat(taken(100, 90)).isTrue();
        assertThat(taken(200, 21)).isFalse();
        assertThat(taken(200, 20)).isTrue();
        assertThat(taken(1000, 1)).isFalse();
    }

    @Test
    void alternatingLimits_grantNothing() {
        assertThat(taken(100, 100)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(taken(i % 2 == 0 ? 1000 : 100, 1)).isFalse();
        }
    }

    @Test
    void addedWindow_keepsWhatOthersUsed() {
        assertThat(taken(100, 100)).isTrue();
        Meter more = new Meter("token:a", RateUnit.REQUESTS, new Rates(50L, null, 100L, null));
        assertThat(buckets.take(more, 1).granted()).isFalse();
    }

    @Test
    void idleBucket_isForgottenWhenItIsFullAgain() {
        assertThat(taken(100, 100)).isTrue();
        clock.pass(Duration.ofDays(3));
        assertThat(buckets.size()).isZero();
        assertThat(taken(100, 100)).isTrue();
    }

    @Test
    void idleBucketThatOwes_isKept() {
        BucketTake taking = buckets.take(meter(100), 100);
        buckets.correct(taking, 400);
        clock.pass(Duration.ofDays(3));
        assertThat(buckets.size()).isEqualTo(1);
        assertThat(taken(100, 1)).isFalse();
        clock.pass(Duration.ofDays(2));
        assertThat(taken(100, 100)).isTrue();
        assertThat(taken(100, 1)).isFalse();
    }

    private boolean taken(long perDay, long amount) {
        return buckets.take(meter(perDay), amount).granted();
    }

    private static Meter meter(long perDay) {
        return new Meter("token:a", RateUnit.REQUESTS, Given.perDay(perDay));
    }
}

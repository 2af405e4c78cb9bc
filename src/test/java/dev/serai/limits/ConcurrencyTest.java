package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    private static final ConcurrencyLimit PLACE = new ConcurrencyLimit("token:a", 3);

    private final Concurrency concurrency = new Concurrency();

    @Test
    void places_areLimitedAndFreed() {
        assertThat(concurrency.enter(PLACE)).isTrue();
        assertThat(concurrency.enter(PLACE)).isTrue();
        assertThat(concurrency.enter(PLACE)).isTrue();
        assertThat(concurrency.enter(PLACE)).isFalse();
        assertThat(concurrency.of(PLACE.key())).isEqualTo(3);
        concurrency.leave(PLACE);
        assertThat(concurrency.enter(PLACE)).isTrue();
    }

    @Test
    void lastOne_leavesNothingBehind() {
        concurrency.enter(PLACE);
        concurrency.leave(PLACE);
        assertThat(concurrency.size()).isZero();
    }

    @Test
    void crowd_neverExceedsTheLimitAndLeavesNothing() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Crowd.run(8, 50_000, () -> {
            if (concurrency.enter(PLACE)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                concurrency.leave(PLACE);
            }
        });
        assertThat(most.get()).isBetween(1, PLACE.most());
        assertThat(concurrency.size()).isZero();
    }
}

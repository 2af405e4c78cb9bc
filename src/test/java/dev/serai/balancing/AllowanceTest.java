package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What may be sent beyond the requests is a share of them. */
class AllowanceTest {

    private long now;
    private final Allowance budget = new Allowance(() -> now, 0.2, 5, 50);

    private int taken(int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted && budget.take(); i++) {
            taken++;
        }
        return taken;
    }

    @Test
    void outage_isNotMadeMuchWorse() {
        taken(1000);
        for (int i = 0; i < 100; i++) {
            budget.request();
        }

        assertThat(taken(1000)).isEqualTo(20);
    }

    @Test
    void fewRequests_mayBeRepeatedAllTheSame() {
        taken(1000);
        now += TimeUnit.SECONDS.toNanos(2);

        assertThat(taken(1000)).isEqualTo(10);
    }

    @Test
    void firstRequests_areGrantedSome() {
        Allowance tenth = new Allowance(() -> now, 0.1, 0, 5);
        tenth.request();
        for (int i = 0; i < 5; i++) {
            assertThat(tenth.take()).isTrue();
        }

        assertThat(tenth.take()).isFalse();
    }

    @Test
    void shareAlone_isNeverExceeded() {
        Allowance tenth = new Allowance(() -> now, 0.1, 0, 0);
        int taken = 0;
        for (int i = 1; i <= 1000; i++) {
            tenth.request();
            now += TimeUnit.SECONDS.toNanos(1);
            taken += tenth.take() ? 1 : 0;
            assertThat(taken).isLessThanOrEqualTo(i / 10);
        }

        assertThat(taken).isEqualTo(100);
    }

    @Test
    void quietTime_savesUpToABound() {
        now += TimeUnit.DAYS.toNanos(30);
        assertThat(taken(1000)).isEqualTo(100);

        for (int i = 0; i < 10_000; i++) {
            budget.request();
        }
        assertThat(taken(1000)).isEqualTo(100);
    }
}

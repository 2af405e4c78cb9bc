package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Series as there are: each has four looks in each part of the window. */
class TrendTest {

    private static final int LOOKS = 4;

    private final Trend trend = new Trend();
    private long part;

    private void run(int parts, LongUnaryOperator figure) {
        for (int i = 0; i < parts; i++) {
            for (int look = 0; look < LOOKS; look++) {
                trend.note(part, figure.applyAsLong(part * LOOKS + look));
            }
            part++;
        }
    }

    /** A whole window, and the look that ends its last part. */
    private void window(LongUnaryOperator figure) {
        run(Trend.PARTS + 1, figure);
    }

    @Test
    void steadyRise_grows() {
        window(look -> 10_000 + look * 100);

        assertThat(trend.grows(1000)).isTrue();
        assertThat(trend.quarter(0)).isEqualTo(10_000);
        assertThat(trend.quarter(3)).isEqualTo(10_000 + 18 * LOOKS * 100);
    }

    @Test
    void beforeAWindowHasPassed_nothingGrows() {
        run(Trend.PARTS, look -> look * 1000);

        assertThat(trend.grows(1000)).isFalse();
    }

    @Test
    void loadThatComesAndGoes_doesNotGrow() {
        window(look -> look % 7 == 0 ? 3 : 100_000 + look * 1000);

        assertThat(trend.grows(1000)).isFalse();
    }

    @Test
    void leakUnderLoad_grows() {
        window(look -> look * 100 + (look % 3) * 50_000);

        assertThat(trend.grows(1000)).isTrue();
    }

    @Test
    void whatWasAddedAtOnce_doesNotGrow() {
        window(look -> look < 40 ? 100 : 50_000);

        assertThat(trend.grows(1000)).isFalse();
    }

    @Test
    void riseThatEnded_doesNotGrow() {
        window(look -> Math.min(look, 45) * 1000);

        assertThat(trend.grows(1000)).isFalse();
    }

    @Test
    void littleRise_doesNotGrow() {
        window(look -> 1_000_000 + look * 20);

        assertThat(trend.grows(1000)).as("2 of 1000 parts in a window").isFalse();
    }

    @Test
    void timeThatNobodyLookedAt_beginsAnew() {
        run(20, look -> look * 1000);
        part += 3;
        run(6, look -> look * 1000);

        assertThat(trend.grows(1000)).isFalse();
    }

    @Test
    void growth_isNewsOnceUntilHalfOfItIsGivenBack() {
        window(look -> look * 1000);
        assertThat(trend.grows(1000)).isTrue();
        assertThat(trend.isNews()).isTrue();
        assertThat(trend.isNews()).isFalse();

        run(Trend.PARTS, look -> look * 1000);
        assertThat(trend.isNews()).as("it goes on").isFalse();

        run(2, look -> 1000);
        assertThat(trend.isTold()).isFalse();
        long before = part * LOOKS;
        window(look -> (look - before) * 1000);
        assertThat(trend.grows(1000)).isTrue();
        assertThat(trend.isNews()).as("another growth").isTrue();
    }
}

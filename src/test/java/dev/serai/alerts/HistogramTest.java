package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles of times that are not kept one by one. */
class HistogramTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 100, 999, 1000, 12_345, 600_000, 1_000_000})
    void singleTime_isKnownWithinSixPercent(long millis) {
        int[] counts = Histogram.empty();
        Histogram.add(counts, millis);
        long[] sum = Histogram.sum();
        Histogram.addAll(sum, counts);

        assertThat(Histogram.percentile(sum, 95)).isCloseTo((double) millis, within(millis * 0.0626));
    }

    @Test
    void percentiles_areThoseOfAllTimes() {
        Random random = new Random(1);
        int[] counts = Histogram.empty();
        long[] times = random.longs(10_000, 1, 30_000).sorted().toArray();
        for (long time : times) {
            Histogram.add(counts, time);
        }
        long[] sum = Histogram.sum();
        Histogram.addAll(sum, counts);

        for (int percent : new int[] {1, 50, 95, 99, 100}) {
            long exact = times[(int) Math.ceil(times.length * percent / 100.0) - 1];
            assertThat(Histogram.percentile(sum, percent)).isCloseTo((double) exact, Percentage.withPercentage(7));
        }
    }

    @Test
    void timesThatNothingTakes_areTheLongest() {
        int[] counts = Histogram.empty();
        Histogram.add(counts, Long.MAX_VALUE);
        Histogram.add(counts, -5);

        long[] sum = Histogram.sum();
        Histogram.addAll(sum, counts);
        assertThat(Histogram.percentile(sum, 100)).isGreaterThan(1_000_000);
        assertThat(Histogram.percentile(sum, 50)).isZero();
    }
}

package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What percentiles are known. */
class LatenciesTest {

    private final Latencies latencies = new Latencies();

    private void took(long from, long to) {
        for (long nanos = from; nanos <= to; nanos++) {
            latencies.took(nanos);
        }
    }

    @Test
    void fewAnswers_sayNothing() {
        took(1, 19);

        assertThat(latencies.percentile(95)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void percentile_isWhatSoManyWereNotLongerThan() {
        took(1, 100);

        assertThat(latencies.percentile(95)).isEqualTo(95);
        assertThat(latencies.percentile(50)).isEqualTo(50);
    }

    @Test
    void oldOnes_areForgotten() {
        took(1001, 1100);
        took(1, 256);

        assertThat(latencies.percentile(99)).isEqualTo(254);
    }
}

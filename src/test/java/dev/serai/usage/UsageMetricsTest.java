package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What operators see of refusals. */
class UsageMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UsageMetrics usage = new UsageMetrics(meters, null, null);

    private double refused() {
        return meters.find("serai.refused").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void codesWithoutEnd_areFewSeries_andAllAreCounted() {
        usage.refused("invalid_api_key");
        for (int i = 0; i < 5000; i++) {
            usage.refused("somebody's text " + i);
            usage.refused("somebody's text " + i);
        }
        usage.refused("invalid_api_key");

        assertThat(meters.find("serai.refused").counters()).hasSizeLessThanOrEqualTo(201);
        assertThat(refused()).isEqualTo(10_002);
        assertThat(meters.get("serai.refused")
                        .tag("code", "invalid_api_key")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("serai.refused").tag("code", "other").counter().count())
                .isPositive();
    }
}

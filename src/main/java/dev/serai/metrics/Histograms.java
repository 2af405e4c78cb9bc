package dev.serai.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Distributions with buckets of their own, and as many series as these take. */
record Histograms(MeterRegistry registry) {

    /** Besides its bounds: the bucket without one, count, sum and the greatest of late. */
    private static final int BESIDES = 4;

    static int series(Object[] bounds) {
        return bounds.length + BESIDES;
    }

    static int series(double[] bounds) {
        return bounds.length + BESIDES;
    }

    Timer timer(String name, String description, Tags tags, Duration... bounds) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    DistributionSummary summary(String name, String description, Tags tags, double... bounds) {
        return DistributionSummary.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }
}

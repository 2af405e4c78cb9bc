package dev.serai.metrics;

import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.Status;

/**
 * What {@code /health} finds of each part, database and Redis among them. It is looked at by a thread of its own, and a scrape
 * gets what was found last: one that waits for a part would have no other metric, either.
 */
final class HealthGauge extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(HealthGauge.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** A part that takes longer to say how it is than this is not well. */
    static final Duration SILENT = Duration.ofSeconds(10);

    private record Asked(String part, long nanos) {}

    private final HealthContributorRegistry parts;
    private final LongSupplier nanos;
    private final Map<String, Boolean> found = new ConcurrentSkipListMap<>();
    private volatile Asked asked;

    HealthGauge(HealthContributorRegistry parts, LongSupplier nanos) {
        super("health-gauge");
        this.parts = parts;
        this.nanos = nanos;
    }

    @Override
    protected void begin() {
        every(Duration.ZERO, LOOK, this::look, e -> LOG.warn("The parts of /health could not be looked at", e));
    }

    /** Asks each part how it is. */
    void look() {
        for (NamedContributor<?> part : parts) {
            if (part.getContributor() instanceof HealthIndicator indicator) {
                asked = new Asked(part.getName(), nanos.getAsLong());
                try {
                    found.put(
                            part.getName(),
                            indicator.getHealth(false).getStatus().equals(Status.UP));
                } catch (RuntimeException | Error e) {
                    Survival.saw(e);
                    found.put(part.getName(), false);
                } finally {
                    asked = null;
                }
            }
        }
    }

    ScrapedGauge gauge() {
        return new ScrapedGauge("serai.health", "Whether a part of the gateway is well: 1, or 0", this::values);
    }

    /** Whether each is well, 1 or 0. */
    Map<Labels, Double> values() {
        Map<String, Boolean> now = new TreeMap<>(found);
        Asked waits = asked;
        if (waits != null && nanos.getAsLong() - waits.nanos > SILENT.toNanos()) {
            now.put(waits.part, false);
        }
        Map<Labels, Double> values = new LinkedHashMap<>();
        now.forEach((part, well) -> values.put(Labels.of("check", part), well ? 1.0 : 0.0));
        return values;
    }
}

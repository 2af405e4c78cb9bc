package dev.serai.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.Status;

/** What {@code /health} finds of each part, database and Redis among them: none of them asks anybody. */
final class HealthGauge {

    private final HealthContributorRegistry parts;

    HealthGauge(HealthContributorRegistry parts) {
        this.parts = parts;
    }

    ScrapedGauge gauge() {
        return new ScrapedGauge("serai.health", "Whether a part of the gateway is well: 1, or 0", this::values);
    }

    private Map<Labels, Double> values() {
        Map<Labels, Double> values = new LinkedHashMap<>();
        for (NamedContributor<?> part : parts) {
            if (part.getContributor() instanceof HealthIndicator indicator) {
                boolean up = indicator.getHealth(false).getStatus().equals(Status.UP);
                values.put(Labels.of("check", part.getName()), up ? 1.0 : 0.0);
            }
        }
        return values;
    }
}

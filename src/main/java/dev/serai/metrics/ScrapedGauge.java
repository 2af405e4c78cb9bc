package dev.serai.metrics;

import dev.serai.time.Survival;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A gauge whose series are what there is at the moment of the scrape: those of what is gone are gone with it. What fails
 * takes no other metric with it.
 */
final class ScrapedGauge implements Collector {

    private final String name;
    private final String description;
    private final Supplier<Map<Labels, Double>> values;

    /**
     * Names one.
     *
     * @param name with dots, as all others
     * @param values are asked for at each scrape
     */
    ScrapedGauge(String name, String description, Supplier<Map<Labels, Double>> values) {
        this.name = name.replace('.', '_');
        this.description = description;
        this.values = values;
    }

    @Override
    public String getPrometheusName() {
        return name;
    }

    @Override
    public MetricSnapshot collect() {
        Map<Labels, Double> now = new LinkedHashMap<>();
        Survival.of("The metric " + name, () -> now.putAll(values.get()));
        if (now.isEmpty()) {
            return null;
        }
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(description);
        now.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }
}

package dev.serai.alerts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this process knows of alerts, by their names; metrics show how many fire. */
final class AlertViews {

    private static final String FIRING = "serai.alerts.firing";

    private final Map<String, AlertView> views = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    AlertViews(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    AlertView of(AlertRule rule) {
        return views.computeIfAbsent(rule.name(), this::shown);
    }

    private AlertView shown(String alert) {
        AlertView view = new AlertView(clock.instant());
        Gauge.builder(FIRING, view, it -> it.local().found().size())
                .description("How many labels of an alert this replica finds to fire")
                .tag("alert", alert)
                .register(meters);
        return view;
    }

    /** Forgets all others: their files are gone. */
    void retain(Collection<String> names) {
        for (String name : List.copyOf(views.keySet())) {
            if (!names.contains(name)) {
                views.remove(name);
                meters.find(FIRING).tag("alert", name).meters().forEach(meters::remove);
            }
        }
    }
}

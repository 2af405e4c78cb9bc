package dev.serai.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.balancing.Loads;
import dev.serai.breakers.Breakers;
import dev.serai.models.ModelCatalog;
import dev.serai.provider.Provider;
import dev.serai.routing.Generations;
import dev.serai.time.Degraded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code providers} in {@code /health}: how many there are, how many can be called with the environment's keys, and how
 * those do. Degraded while one of them is left alone as a whole, since it failed; an operator who wants it so is no
 * trouble. Nobody is asked: it is what requests and health checks have met.
 */
@Component
class ProvidersHealthIndicator extends AbstractHealthIndicator {

    private static final double PERCENT = 100;

    /**
     * One provider that can be called.
     *
     * @param breaker the state of its own breaker
     * @param availability the share of its last calls that were answered; null where there were too few
     * @param leftAlone its models whose breakers are not closed, and how those are
     * @param models how many it has listed; null where it has not
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Reading(String breaker, Double availability, Map<String, String> leftAlone, Integer models) {}

    private final Generations generations;
    private final Breakers breakers;
    private final Loads loads;
    private final ModelCatalog catalog;

    ProvidersHealthIndicator(Generations generations, Breakers breakers, Loads loads, ModelCatalog catalog) {
        this.generations = generations;
        this.breakers = breakers;
        this.loads = loads;
        this.catalog = catalog;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Collection<Provider> all = generations.providers();
        List<Breakers.Reading> readings = new ArrayList<>(breakers.readings());
        readings.addAll(loads.unlisted());
        Map<String, Reading> enabled = new TreeMap<>();
        all.stream().filter(Provider::configured).forEach(it -> enabled.put(it.name(), reading(it.name(), readings)));
        Map<String, Integer> states = new TreeMap<>();
        enabled.values().forEach(it -> states.merge(it.breaker(), 1, Integer::sum));
        List<String> failing = enabled.entrySet().stream()
                .filter(it -> isFailing(it.getValue().breaker()))
                .map(Map.Entry::getKey)
                .toList();
        health.up()
                .withDetail("total", all.size())
                .withDetail("enabled", enabled.size())
                .withDetail("available", enabled.size() - failing.size())
                .withDetail("breakers", states)
                .withDetail("each", enabled)
                .withDetail(
                        "notConfigured",
                        all.stream()
                                .filter(it -> !it.configured())
                                .map(Provider::name)
                                .sorted()
                                .toList());
        if (!failing.isEmpty()) {
            health.status(Degraded.STATUS)
                    .withDetail("trouble", "left alone, since they failed: " + String.join(", ", failing));
        }
    }

    private static boolean isFailing(String state) {
        return state.equals("open") || state.equals("half-open");
    }

    private Reading reading(String name, List<Breakers.Reading> readings) {
        String own = "closed";
        double calls = 0;
        double failed = 0;
        int targets = 0;
        Map<String, String> leftAlone = new TreeMap<>();
        for (Breakers.Reading it : readings) {
            if (it.name().equals(name)) {
                own = it.state();
            } else if (it.name().startsWith(name + "/")) {
                targets++;
                if (it.failureRate() != null) {
                    calls += it.calls();
                    failed += it.calls() * it.failureRate() / PERCENT;
                }
                if (!it.state().endsWith("closed")) {
                    leftAlone.put(it.name().substring(name.length() + 1), it.state());
                }
            }
        }
        boolean none = own.equals("closed") && targets > 0 && leftAlone.size() == targets;
        OptionalInt models = catalog.discovered(name);
        return new Reading(
                none ? "open" : own,
                calls == 0 ? null : Math.round((1 - failed / calls) * 1000) / 1000.0,
                leftAlone,
                models.isPresent() ? models.getAsInt() : null);
    }
}

package dev.serai.metrics;

import dev.serai.breakers.Breakers;
import dev.serai.breakers.Breakers.Reading;
import dev.serai.memory.NamesInUse;
import dev.serai.routing.Generations;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The states of circuit breakers: of providers and targets that the files of a generation name, and of those that an
 * operator has set by hand.
 */
final class BreakerGauges {

    /** In place of a model: the provider as a whole. */
    private static final String WHOLE = "*";

    private final Breakers breakers;
    private final Generations generations;

    BreakerGauges(Breakers breakers, Generations generations) {
        this.breakers = breakers;
        this.generations = generations;
    }

    List<ScrapedGauge> all() {
        return List.of(
                new ScrapedGauge(
                        "serai.breaker.open",
                        "Whether a provider (model *), or one of its models, is left alone",
                        () -> values(it -> isOpen(it) ? 1 : 0)),
                new ScrapedGauge(
                        "serai.breaker.state",
                        "0 closed, 1 half-open, 2 open; forced ones likewise",
                        () -> values(it -> isOpen(it) ? 2 : it.state().equals("half-open") ? 1 : 0)));
    }

    private static boolean isOpen(Reading breaker) {
        return breaker.state().endsWith("open") && !breaker.state().startsWith("half");
    }

    private Map<Labels, Double> values(ToDoubleFunction<Reading> value) {
        NamesInUse names = generations.names();
        Map<Labels, Double> values = new LinkedHashMap<>();
        for (Reading breaker : breakers.readings()) {
            int slash = breaker.name().indexOf('/');
            String provider = slash < 0 ? breaker.name() : breaker.name().substring(0, slash);
            boolean whole = slash < 0 || breaker.state().startsWith("forced");
            if (names.haveProvider(provider) && (whole || names.haveTarget(breaker.name()))) {
                values.put(
                        labels(provider, breaker.name().substring(slash + 1), slash < 0), value.applyAsDouble(breaker));
            }
        }
        return values;
    }

    /** Of several keys of a model, each by the name of its variable. */
    private static Labels labels(String provider, String model, boolean whole) {
        int hash = whole ? -1 : model.lastIndexOf('#');
        return Labels.of(
                "provider",
                provider,
                "model",
                whole ? WHOLE : hash < 0 ? model : model.substring(0, hash),
                "key",
                hash < 0 ? "" : model.substring(hash + 1));
    }
}

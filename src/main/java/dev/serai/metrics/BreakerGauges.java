package dev.serai.metrics;

import dev.serai.breakers.Breakers;
import dev.serai.breakers.Breakers.Reading;
import dev.serai.call.TargetSource;
import dev.serai.provider.Provider;
import dev.serai.routing.Generation;
import dev.serai.routing.Generations;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The states of circuit breakers: of providers and targets that the files of a generation name, and of those that an
 * operator has set by hand. A breaker goes on, unseen, when no file names its target any more: it may be named again.
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
        Set<String> providers = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (Generation generation : generations.alive()) {
            generation.models().providers().stream().map(Provider::name).forEach(providers::add);
            targets.addAll(targets(generation));
        }
        Map<Labels, Double> values = new LinkedHashMap<>();
        for (Reading breaker : breakers.readings()) {
            int slash = breaker.name().indexOf('/');
            String provider = slash < 0 ? breaker.name() : breaker.name().substring(0, slash);
            boolean forced = breaker.state().startsWith("forced");
            if (providers.contains(provider) && (slash < 0 || forced || targets.contains(breaker.name()))) {
                values.put(
                        labels(provider, breaker.name().substring(slash + 1), slash < 0), value.applyAsDouble(breaker));
            }
        }
        return values;
    }

    private static Set<String> targets(Generation generation) {
        Set<String> targets = new HashSet<>();
        generation.context().getEndpoints().forEach(endpoint -> {
            if (endpoint instanceof TargetSource source && source.target() != null) {
                targets.add(source.target().id());
            }
        });
        return targets;
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

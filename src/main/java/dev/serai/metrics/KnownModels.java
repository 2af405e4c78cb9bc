package dev.serai.metrics;

import dev.serai.call.TargetSource;
import dev.serai.models.ModelCatalog;
import dev.serai.provider.Provider;
import dev.serai.routing.Generation;
import dev.serai.routing.Generations;
import dev.serai.wire.Glob;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/** The models that provider files declare, that aliases ask, and that providers listed. */
final class KnownModels implements BiPredicate<String, String> {

    /** Those of one generation's files. */
    private record OfFiles(Generation generation, Set<String> names) {}

    private final Generations generations;
    private final ModelCatalog catalog;
    private volatile OfFiles files = new OfFiles(null, Set.of());

    KnownModels(Generations generations, ModelCatalog catalog) {
        this.generations = generations;
        this.catalog = catalog;
    }

    @Override
    public boolean test(String provider, String model) {
        return ofFiles().contains(provider + "/" + model) || catalog.lists(provider, model);
    }

    @SuppressWarnings("ReferenceEquality") // each generation is an object of its own
    private Set<String> ofFiles() {
        OfFiles now = files;
        Generation serving = generations.serving();
        if (serving != null && now.generation != serving) {
            now = new OfFiles(serving, names(serving));
            files = now;
        }
        return now.names;
    }

    private static Set<String> names(Generation generation) {
        Set<String> names = new HashSet<>();
        for (Provider provider : generation.models().providers()) {
            provider.models().stream()
                    .filter(Glob::isLiteral)
                    .forEach(glob -> names.add(provider.name() + "/" + glob.pattern()));
        }
        generation.context().getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof TargetSource source && source.target() != null)
                .forEach(
                        endpoint -> names.add(((TargetSource) endpoint).target().toString()));
        return names;
    }
}

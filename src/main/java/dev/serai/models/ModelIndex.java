package dev.serai.models;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.call.Target;
import dev.serai.provider.Provider;
import dev.serai.time.HotCache;
import dev.serai.transform.Dialect;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Glob;
import dev.serai.wire.ModelName;
import dev.serai.wire.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/** What one generation serves: aliases, the files in {@code routes/models/}, and providers with the models they name. */
public final class ModelIndex {

    /**
     * Where a request goes next.
     *
     * @param route a route id, which is its {@code direct:} name
     * @param target the provider's target, or null for an alias
     */
    public record Way(String route, Target target) {

        /** Sets the variable {@code target}, where the way leads to one. */
        public void leadsTo(Exchange exchange) {
            if (target != null) {
                exchange.setVariable("target", target);
            } else {
                exchange.removeVariable("target"); // of the model that was asked for before
            }
        }
    }

    private static final int WAYS = 1000;

    /** Callers choose the names: what is remembered is bounded. */
    private final Cache<String, Way> ways = HotCache.builder().maximumSize(WAYS).build();

    private static final String ALIAS_ROUTE = "model-";

    private final Set<String> aliases;
    private final Map<String, Provider> providers = new TreeMap<>();
    private final Transforms transforms;

    public ModelIndex(Set<String> aliases, List<Provider> providers, Transforms transforms) {
        this.aliases = new TreeSet<>(aliases);
        this.transforms = transforms;
        providers.forEach(provider -> this.providers.put(provider.name(), provider));
    }

    public Transforms transforms() {
        return transforms;
    }

    public Set<String> aliases() {
        return aliases;
    }

    public Collection<Provider> providers() {
        return providers.values();
    }

    /** A provider by name in any case. */
    public Optional<Provider> provider(String name) {
        return Optional.ofNullable(providers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Finds who is meant: an alias, then {@code provider/model}, then the provider whose pattern fits the bare name best,
     * a configured one before others.
     *
     * @throws ApiException 404 {@code model_not_found}
     */
    public Way resolve(String model) {
        if (ModelName.isTooLong(model)) {
            throw notFound(model);
        }
        return ways.get(model, this::find);
    }

    private Way find(String model) {
        if (aliases.contains(model)) {
            return new Way(ALIAS_ROUTE + model, null);
        }
        int slash = model.indexOf('/');
        if (slash > 0 && slash < model.length() - 1) {
            Provider named = providers.get(model.substring(0, slash));
            if (named != null) {
                return way(named, model.substring(slash + 1));
            }
        }
        return providers.values().stream()
                .filter(provider -> bestPattern(provider, model) > 0)
                .max(Comparator.<Provider, Boolean>comparing(Provider::configured)
                        .thenComparing(provider -> bestPattern(provider, model)))
                .map(provider -> way(provider, model))
                .orElseThrow(() -> notFound(model));
    }

    static ApiException notFound(String model) {
        return new ApiException(
                404,
                "invalid_request_error",
                "model_not_found",
                "model",
                "The model '" + ModelName.shown(model)
                        + "' does not exist here; GET /v1/models lists those that do, and 'provider/model'"
                        + " reaches any model of a provider");
    }

    /** The target that an alias file names as {@code target:provider/model}. */
    public Target target(String name) {
        int slash = name.indexOf('/');
        Provider provider = slash < 1 ? null : providers.get(name.substring(0, slash));
        if (provider == null || slash == name.length() - 1) {
            throw new IllegalArgumentException("target:" + name
                    + " names no provider of routes/providers/ and a model: write target:provider/model"
                    + Spelling.meant(slash < 1 ? name : name.substring(0, slash), providers.keySet())
                            .map(it -> "; did you mean target:" + it + "/…?")
                            .orElse(""));
        }
        return target(provider, name.substring(slash + 1));
    }

    public Target target(Provider provider, String model) {
        return new Target(provider, Dialect.of(transforms, provider.name(), provider.parameter("dialect")), model);
    }

    private Way way(Provider provider, String model) {
        return new Way("provider-" + provider.name(), target(provider, model));
    }

    /** The length of the longest pattern that fits, 0 if none does. */
    private static int bestPattern(Provider provider, String model) {
        return provider.models().stream()
                .filter(glob -> glob.matches(model))
                .map(Glob::pattern)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }
}

package dev.serai.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one subject may use. Whatever is absent is unlimited. What a value may be {@code openapi.yaml} says; call
 * {@link #problems} before limits are kept: admission takes them as they are.
 *
 * @param requests how many requests, or null
 * @param tokens how many tokens, of prompts and answers together, or null
 * @param concurrent how many requests at a time, counted by each replica for itself, or null
 * @param models what applies besides to each model that is asked, by whatever name matches the pattern: the alias,
 *     {@code provider/model} or the model alone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Limits(Rates requests, Rates tokens, Integer concurrent, Map<String, Limits> models) {

    /** Anything goes. */
    public static final Limits NONE = new Limits(null, null, null, null);

    /** Keeps a copy of the map without models that have no limits. */
    public Limits {
        models = models == null ? Map.of() : withoutNulls(models);
    }

    private static Map<String, Limits> withoutNulls(Map<String, Limits> models) {
        Map<String, Limits> kept = new LinkedHashMap<>(models);
        kept.values().removeIf(limits -> limits == null);
        return Collections.unmodifiableMap(kept);
    }

    boolean unlimited() {
        return requests == null && tokens == null && concurrent == null && models.isEmpty();
    }

    /**
     * Adds what counts all requests of one name; what its models have besides is not in it.
     *
     * @param key the name
     */
    void count(String key, List<Meter> meters, List<ConcurrencyLimit> concurrencyLimits) {
        if (concurrent != null) {
            concurrencyLimits.add(new ConcurrencyLimit(key, concurrent));
        }
        if (requests != null && !requests.unlimited()) {
            meters.add(new Meter(key, RateUnit.REQUESTS, requests));
        }
        if (tokens != null && !tokens.unlimited()) {
            meters.add(new Meter(key, RateUnit.TOKENS, tokens));
        }
    }

    /** One sentence where values do not go together, with the path: {@code tokens.burst must be at most tokens.minute}. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        check("", problems);
        models.forEach((pattern, limits) -> limits.check("models." + pattern + ".", problems));
        return problems;
    }

    private void check(String prefix, List<String> problems) {
        if (requests != null) {
            requests.check(prefix + "requests", problems);
        }
        if (tokens != null) {
            tokens.check(prefix + "tokens", problems);
        }
    }
}

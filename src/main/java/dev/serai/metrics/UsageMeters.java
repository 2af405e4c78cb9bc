package dev.serai.metrics;

import dev.serai.prices.Units;
import dev.serai.usage.UsageRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Requests, tokens and costs, as they are on record: each attempt that is charged for counts once. */
final class UsageMeters {

    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private final TargetTags tags;
    private final Family<TargetKey, Counter> requests;
    private final Family<TargetKey, Counter> tokens;
    private final Family<TargetKey, Counter> details;
    private final Family<TargetKey, Counter> units;
    private final Family<TargetKey, Counter> costs;
    private final Family<TargetKey, Counter> unpriced;
    private final Family<TargetKey, DistributionSummary> usage;

    UsageMeters(MeterRegistry registry, TargetTags tags, SeriesBound bound) {
        this.tags = tags;
        this.requests = new Family<>(
                bound,
                1,
                TargetKey::widerInAll,
                key -> Counter.builder("llm.requests")
                        .description("Requests for which a provider was found, by whose answer or error they got")
                        .tags(tags.withStatus(key))
                        .register(registry));
        this.tokens = counters(registry, bound, "llm.tokens", "Tokens that providers charge for", "type");
        this.details = counters(
                registry,
                bound,
                "llm.tokens.details",
                "Of the input those read from a provider's cache, or written to it; of the output those of reasoning",
                "detail");
        this.units = counters(
                registry, bound, "serai.units", "What is paid for besides tokens: milliseconds are of sound", "unit");
        this.costs = counters(registry, bound, "serai.cost", "What answers cost, in the price list's currency", "");
        this.unpriced =
                counters(registry, bound, "serai.unpriced", "Attempts that used what nobody knows the price of", "");
        Histograms histograms = new Histograms(registry);
        this.usage = new Family<>(
                bound,
                Histograms.series(GenAi.TOKENS),
                TargetKey::wider,
                key -> histograms.summary(
                        GenAi.USAGE,
                        "Tokens of an attempt",
                        tags.genAi(key).and(GenAi.TOKEN_TYPE, key.detail()),
                        GenAi.TOKENS));
    }

    private Family<TargetKey, Counter> counters(
            MeterRegistry registry, SeriesBound bound, String name, String description, String detail) {
        return new Family<>(bound, 1, TargetKey::wider, key -> {
            Tags labels = tags.withProject(key);
            return Counter.builder(name)
                    .description(description)
                    .tags(detail.isEmpty() ? labels : labels.and(detail, key.detail()))
                    .register(registry);
        });
    }

    /** Counts a request, and what it used at the target that its answer or error is of. */
    void request(TargetKey target, UsageRecord record) {
        requests.of(tags.ofProject(target, record.project()).with(tags.status(record.status())))
                .increment();
        attempt(target, record);
    }

    /** Counts what was used at a target. */
    void attempt(TargetKey target, UsageRecord record) {
        long input = record.promptTokens();
        long output = record.completionTokens();
        if (input + output == 0
                && record.units().equals(Units.NONE)
                && (record.cost() == null || record.cost().signum() == 0)) {
            return;
        }
        TargetKey key = tags.ofProject(target, record.project());
        record(target.with(INPUT), input);
        record(target.with(OUTPUT), output);
        count(tokens, key, INPUT, input);
        count(tokens, key, OUTPUT, output);
        count(details, key, "cached", record.cachedTokens());
        count(details, key, "cache_write", record.cacheWriteTokens());
        count(details, key, "reasoning", record.reasoningTokens());
        count(units, key, "images", record.units().images());
        count(units, key, "characters", record.units().characters());
        count(units, key, "audio_ms", record.units().milliseconds());
        count(units, key, "search_units", record.units().searches());
        count(units, key, "video_ms", record.units().videoMs());
        if (record.cost() == null) {
            unpriced.of(key).increment();
        } else {
            costs.of(key).increment(record.cost().doubleValue());
        }
    }

    private void record(TargetKey key, long count) {
        if (count > 0) {
            usage.of(key).record((double) count);
        }
    }

    private static void count(Family<TargetKey, Counter> counters, TargetKey key, String detail, long count) {
        if (count > 0) {
            counters.of(key.with(detail)).increment((double) count);
        }
    }
}

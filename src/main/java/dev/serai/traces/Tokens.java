package dev.serai.traces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.prices.TokenCounts;
import dev.serai.usage.UsageRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;

/** Tokens of an attempt, as they are on record, or as a provider reports them of one that was replaced. */
record Tokens(TokenCounts counts) {

    private static final double MOST = 1e9;

    /** Of the attempt whose answer the client got. */
    static Tokens of(UsageRecord record) {
        return new Tokens(new TokenCounts(
                record.promptTokens(),
                record.completionTokens(),
                record.cachedTokens(),
                record.cacheWriteTokens(),
                0,
                record.reasoningTokens(),
                0,
                0,
                0));
    }

    /** Of OpenAI's usage object, which may be null. */
    static Tokens of(JsonNode usage) {
        return usage == null
                ? new Tokens(TokenCounts.NONE)
                : new Tokens(new TokenCounts(
                        count(usage, "/prompt_tokens"),
                        count(usage, "/completion_tokens"),
                        count(usage, "/prompt_tokens_details/cached_tokens"),
                        count(usage, "/prompt_tokens_details/cache_write_tokens"),
                        0,
                        count(usage, "/completion_tokens_details/reasoning_tokens"),
                        0,
                        0,
                        0));
    }

    private static long count(JsonNode usage, String path) {
        double value = usage.at(path).asDouble();
        return value >= 0 && value <= MOST ? (long) value : 0;
    }

    /** Says them, where there are any. */
    void describe(Span span) {
        if (counts.total() > 0) {
            span.setAttribute(Names.INPUT_TOKENS, counts.prompt());
            span.setAttribute(Names.OUTPUT_TOKENS, counts.completion());
            some(span, Names.CACHE_READ, counts.cached());
            some(span, Names.CACHE_CREATION, counts.cacheWrite());
            some(span, Names.REASONING, counts.reasoning());
        }
    }

    private static void some(Span span, AttributeKey<Long> key, long count) {
        if (count > 0) {
            span.setAttribute(key, count);
        }
    }
}

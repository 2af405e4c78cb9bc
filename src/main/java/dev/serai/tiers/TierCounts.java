package dev.serai.tiers;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** How look-ups and writes of a tier ended. */
record TierCounts(
        LongAdder hits,
        LongAdder misses,
        LongAdder refused,
        LongAdder passedBy,
        LongAdder kept,
        LongAdder dropped,
        LongAdder evicted) {

    /** Shows those of a tier. */
    static TierCounts of(String tier, MeterRegistry meters) {
        return new TierCounts(
                lookups(tier, "hit", meters),
                lookups(tier, "miss", meters),
                lookups(tier, "refused", meters),
                lookups(tier, "passed_by", meters),
                writes(tier, "kept", meters),
                writes(tier, "dropped", meters),
                writes(tier, "evicted", meters));
    }

    private static LongAdder lookups(String tier, String outcome, MeterRegistry meters) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("serai.cache.tier.lookups", count, LongAdder::sum)
                .description("Look-ups for kept answers that are not in memory")
                .tag("tier", tier)
                .tag("outcome", outcome)
                .register(meters);
        return count;
    }

    private static LongAdder writes(String tier, String outcome, MeterRegistry meters) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("serai.cache.tier.writes", count, LongAdder::sum)
                .description("Answers that were to be kept besides memory, and those that made room")
                .tag("tier", tier)
                .tag("outcome", outcome)
                .register(meters);
        return count;
    }

    /** Counts a look-up that was made; gives what it found. */
    TierEntry counted(TierEntry found) {
        (found == null ? misses : hits).increment();
        return found;
    }

    /** Counts what is no entry; gives none. */
    TierEntry refuses() {
        refused.increment();
        return null;
    }

    /** Counts a look-up that was not made; gives no entry. */
    TierEntry passesBy() {
        passedBy.increment();
        return null;
    }

    TierReading reading(long entries, long bytes, long maximumBytes, String trouble) {
        return new TierReading(
                entries,
                bytes,
                maximumBytes,
                hits.sum(),
                misses.sum(),
                refused.sum(),
                passedBy.sum(),
                kept.sum(),
                dropped.sum(),
                evicted.sum(),
                trouble);
    }
}

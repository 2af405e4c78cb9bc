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

    private static final String LOOKUPS = "Look-ups for kept answers that are not in memory";
    private static final String WRITES = "Answers that were to be kept besides memory, and those that made room";

    /** Shows those of a tier. */
    static TierCounts of(String tier, MeterRegistry meters) {
        return new TierCounts(
                shown(meters, "lookups", LOOKUPS, tier, "hit"),
                shown(meters, "lookups", LOOKUPS, tier, "miss"),
                shown(meters, "lookups", LOOKUPS, tier, "refused"),
                shown(meters, "lookups", LOOKUPS, tier, "passed_by"),
                shown(meters, "writes", WRITES, tier, "kept"),
                shown(meters, "writes", WRITES, tier, "dropped"),
                shown(meters, "writes", WRITES, tier, "evicted"));
    }

    private static LongAdder shown(MeterRegistry meters, String what, String means, String tier, String outcome) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("serai.cache.tier." + what, count, LongAdder::sum)
                .description(means)
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

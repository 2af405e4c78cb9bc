package dev.serai.tiers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How look-ups and writes of a tier ended. */
record TierCounts(
        Counter hits,
        Counter misses,
        Counter refused,
        Counter passedBy,
        Counter kept,
        Counter dropped,
        Counter evicted) {

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

    private static Counter lookups(String tier, String outcome, MeterRegistry meters) {
        return Counter.builder("serai.cache.tier.lookups")
                .description("Look-ups for kept answers that are not in memory")
                .tag("tier", tier)
                .tag("outcome", outcome)
                .register(meters);
    }

    private static Counter writes(String tier, String outcome, MeterRegistry meters) {
        return Counter.builder("serai.cache.tier.writes")
                .description("Answers that were to be kept besides memory, and those that made room")
                .tag("tier", tier)
                .tag("outcome", outcome)
                .register(meters);
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
                (long) hits.count(),
                (long) misses.count(),
                (long) refused.count(),
                (long) passedBy.count(),
                (long) kept.count(),
                (long) dropped.count(),
                (long) evicted.count(),
                trouble);
    }
}

package dev.serai.tiers;

/**
 * What a tier holds, and what it has done.
 *
 * @param entries negative where nobody knows
 * @param bytes that it takes; negative where nobody knows
 * @param maximumBytes that it may take; 0 where somebody else says that
 * @param refused look-ups that found what is no entry: changed, cut, too large, of another version or of somebody else
 * @param passedBy look-ups that did not wait for it, since it was away or busy
 * @param dropped answers that were not kept, since it was away or behind
 * @param trouble why it is away; null where it is not
 */
public record TierReading(
        long entries,
        long bytes,
        long maximumBytes,
        long hits,
        long misses,
        long refused,
        long passedBy,
        long kept,
        long dropped,
        long evicted,
        String trouble) {}

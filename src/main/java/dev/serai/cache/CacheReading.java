package dev.serai.cache;

/**
 * What the cache holds, and what it has done.
 *
 * @param stale of the hits, those that were out of date
 * @param joined of the hits, those that got what another request had asked for at the time
 * @param underWay answers that are asked for now, and kept
 */
public record CacheReading(
        long entries, long bytes, long maximumBytes, long hits, long misses, long stale, long joined, int underWay) {}

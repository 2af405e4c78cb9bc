package dev.serai.resources;

/**
 * What is kept of a category, and what has become of look-ups.
 *
 * @param stale of the hits, those that were out of date
 * @param joined of the hits, those that got what another one had asked for at the time
 * @param underWay what is asked for now, and kept
 */
public record CacheReading(
        long entries, long bytes, long maximumBytes, long hits, long misses, long stale, long joined, long underWay) {}

package dev.serai.time;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Caches that each request asks. Whoever asks does the upkeep as well: it is a few nanoseconds, and to wake another thread
 * for it, as Caffeine does by itself, costs more than all the rest of the look-up.
 */
public final class HotCache {

    private HotCache() {}

    /** A cache to be given its bounds. */
    public static Caffeine<Object, Object> builder() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }
}

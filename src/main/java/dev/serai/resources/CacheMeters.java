package dev.serai.resources;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** How often what was looked for in a cache was there, and how often not. */
public final class CacheMeters {

    private CacheMeters() {}

    /**
     * Shows those of a cache.
     *
     * @param category what the cache is for; not many, and no text of a caller's
     * @param cache one that records its statistics
     */
    public static void show(MeterRegistry meters, String category, Cache<?, ?> cache) {
        show(
                meters,
                category,
                cache,
                it -> it.stats().hitCount(),
                it -> it.stats().missCount());
    }

    /** The same of anything that counts both. */
    public static <T> void show(
            MeterRegistry meters, String category, T cache, ToDoubleFunction<T> hits, ToDoubleFunction<T> misses) {
        FunctionCounter.builder("cache.hits", cache, hits)
                .description("Look-ups that found what they were for")
                .tag("category", category)
                .register(meters);
        FunctionCounter.builder("cache.misses", cache, misses)
                .description("Look-ups that did not find what they were for")
                .tag("category", category)
                .register(meters);
    }
}

package dev.serai.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holding;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What is kept to be found again and is no answer, by what it is for: {@code model_discovery}, {@code summary_cache},
 * {@code user_sessions}. Operators see how much there is, and can have it forgotten.
 */
public final class KeptCategory {

    private final String name;
    private final Cache<?, ?> cache;
    private final HeldCache held;

    /**
     * Shows a cache, in metrics as well.
     *
     * @param name the category
     * @param cache one that has a bound, and records its statistics
     */
    public KeptCategory(String name, Cache<?, ?> cache, MeterRegistry meters) {
        this.name = name;
        this.cache = cache;
        this.held = new HeldCache(name, cache);
        CacheMeters.show(meters, name, cache);
    }

    /** What it is for. */
    public String name() {
        return name;
    }

    /** How much there is, and what became of look-ups. */
    public CacheReading reading() {
        Holding holding = held.holding();
        CacheStats stats = cache.stats();
        return new CacheReading(
                holding.entries(),
                Math.max(0, holding.bytes()),
                holding.most(),
                stats.hitCount(),
                stats.missCount(),
                0,
                0,
                0);
    }

    /** Forgets all; gives how much there was. */
    public long clear() {
        cache.cleanUp();
        long entries = cache.estimatedSize();
        cache.invalidateAll();
        return entries;
    }
}

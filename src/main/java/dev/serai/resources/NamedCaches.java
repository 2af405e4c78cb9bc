package dev.serai.resources;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The caches that route files name: they give way where memory is short, since steps that find nothing there ask again. */
public final class NamedCaches implements Holder, Shrinkable {

    /**
     * What one of them does.
     *
     * @param entries that it holds
     * @param bytes that they take, about
     * @param maximumBytes that they may take, where memory is not short
     * @param hits how often something was there
     * @param misses how often it was not
     */
    public record Reading(long entries, long bytes, long maximumBytes, long hits, long misses) {}

    private final Map<String, Cache<Object, Object>> caches;
    private final Map<String, HeldCache> held = new TreeMap<>();

    NamedCaches(Map<String, Cache<Object, Object>> caches) {
        this.caches = caches;
        caches.forEach((name, cache) -> held.put(name, new HeldCache("cache-" + name, cache)));
    }

    /** All of them, by name. */
    public Map<String, Reading> readings() {
        Map<String, Reading> readings = new TreeMap<>();
        held.forEach((name, cache) -> {
            Holding holding = cache.holding();
            var stats = caches.get(name).stats();
            readings.put(
                    name,
                    new Reading(
                            holding.entries(), holding.bytes(), holding.most(), stats.hitCount(), stats.missCount()));
        });
        return readings;
    }

    @Override
    public List<Holding> holdings() {
        return held.values().stream().map(HeldCache::holding).toList();
    }

    @Override
    public void keep(double share) {
        held.values().forEach(cache -> cache.keep(share));
    }
}

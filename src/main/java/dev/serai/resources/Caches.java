package dev.serai.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.resources.ResourceSettings.CacheSettings;
import dev.serai.time.Heap;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.Map;

/** Makes the caches that route files name. */
final class Caches {

    private Caches() {}

    static Cache<Object, Object> create(String name, CacheSettings settings, MeterRegistry meters) {
        long bytes = settings.maximumBytes().toBytes();
        Caffeine<Object, Object> caffeine = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher(new Weight(bytes, settings.maximumEntries()))
                .recordStats();
        if (!settings.expireAfterWrite().isZero()) {
            caffeine.expireAfterWrite(settings.expireAfterWrite());
        }
        if (!settings.expireAfterAccess().isZero()) {
            caffeine.expireAfterAccess(settings.expireAfterAccess());
        }
        Cache<Object, Object> cache = caffeine.build();
        CaffeineCacheMetrics.monitor(meters, cache, name);
        CacheMeters.show(meters, name, cache);
        Gauge.builder(
                        "serai.cache.bytes",
                        cache,
                        it -> it.policy()
                                .eviction()
                                .flatMap(eviction ->
                                        eviction.weightedSize().stream().boxed().findFirst())
                                .orElse(0L))
                .tag("cache", name)
                .description("What a cache's entries take, about")
                .register(meters);
        return cache;
    }

    /**
     * Looks at settings before anything is made of them.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static void check(Map<String, CacheSettings> caches) {
        long sum = 0;
        for (Map.Entry<String, CacheSettings> entry : caches.entrySet()) {
            CacheSettings cache = entry.getValue();
            String key = ResourceSettings.CACHES + "." + entry.getKey();
            require(cache.maximumEntries() > 0, key + ".maximum-entries has to be more than 0");
            require(cache.maximumBytes().toBytes() > 0, key + ".maximum-bytes has to be more than 0");
            require(!cache.expireAfterWrite().isNegative(), key + ".expire-after-write is less than 0");
            require(!cache.expireAfterAccess().isNegative(), key + ".expire-after-access is less than 0");
            sum = Math.addExact(sum, cache.maximumBytes().toBytes());
        }
        long heap = Heap.mostBytes();
        require(
                sum <= heap / 2,
                ResourceSettings.CACHES + " may take " + (sum >> 20) + " MB in all, more than half of the heap of "
                        + (heap >> 20) + " MB: set maximum-bytes, or give the JVM more (-Xmx)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package dev.serai.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.resources.ResourceSettings.CacheSettings;
import dev.serai.time.Heap;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WeightTest {

    private static Cache<Object, Object> cache(long entries, long bytes) {
        return Caches.create(
                "test",
                new CacheSettings(entries, DataSize.ofBytes(bytes), Duration.ofMinutes(1), Duration.ZERO),
                new SimpleMeterRegistry());
    }

    private static long settled(Cache<Object, Object> cache) {
        cache.cleanUp();
        ForkJoinPool.commonPool().awaitQuiescence(10, TimeUnit.SECONDS);
        cache.cleanUp();
        return cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    @Test
    void cache_keepsWithinItsBytes() {
        Cache<Object, Object> cache = cache(1_000_000, 1 << 20);
        for (int i = 0; i < 1000; i++) {
            cache.put("key-" + i, "x".repeat(10_000));
        }
        assertThat(settled(cache)).isLessThanOrEqualTo(1 << 20);
        assertThat(cache.estimatedSize()).isBetween(1L, 52L);
    }

    @Test
    void cache_keepsWithinItsEntries() {
        Cache<Object, Object> cache = cache(100, 1 << 20);
        for (int i = 0; i < 1000; i++) {
            cache.put("key-" + i, "x");
        }
        settled(cache);
        assertThat(cache.estimatedSize()).isBetween(90L, 100L);
    }

    @Test
    void entryLargerThanTheCache_isNotKept() {
        Cache<Object, Object> cache = cache(100, 1000);
        cache.put("key", new byte[2000]);
        settled(cache);
        assertThat(cache.getIfPresent("key")).isNull();
    }

    @Test
    void weight_isThatOfAllThatIsInside() throws Exception {
        Weight weight = new Weight(1 << 20, 1 << 20);
        String text = "x".repeat(5000);
        for (Object value : List.of(
                text,
                text.getBytes(StandardCharsets.UTF_8),
                List.of(Map.of("column", text)),
                Json.MAPPER.readTree("{\"a\":[\"" + text + "\"]}"),
                Map.of(text, 1))) {
            assertThat(weight.weigh("key", value)).isBetween(5000, 12_000);
        }
    }

    @Test
    void key_countsToo() {
        assertThat(new Weight(1 << 20, 1 << 20).weigh("x".repeat(5000), 1)).isGreaterThan(10_000);
    }

    @Test
    void whatCannotBeWeighed_isNotKept() {
        Cache<Object, Object> cache = cache(100, 1 << 20);
        List<Object> nested = new ArrayList<>();
        nested.add(nested);
        for (Object value : List.of(new ByteArrayInputStream(new byte[1]), new Object(), nested)) {
            assertThatThrownBy(() -> cache.put("key", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a cache keeps");
        }
        assertThat(cache.getIfPresent("key")).isNull();
    }

    @Test
    void cachesLargerThanHalfTheHeap_endTheStart() {
        DataSize most = DataSize.ofBytes(Heap.mostBytes());
        assertThatThrownBy(() -> Caches.check(Map.of("all", new CacheSettings(10, most, Duration.ZERO, Duration.ZERO))))
                .hasMessageContaining("serai.caches may take");
    }
}

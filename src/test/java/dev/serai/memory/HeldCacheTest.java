package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;

class HeldCacheTest {

    @Test
    void weighedCache_countsBytes() {
        Cache<String, byte[]> cache = Caffeine.newBuilder()
                .maximumWeight(1000)
                .weigher((String key, byte[] value) -> value.length)
                .executor(Runnable::run)
                .build();
        cache.put("a", new byte[300]);
        cache.put("b", new byte[400]);

        HeldCache held = new HeldCache("answers", cache);
        assertThat(held.holding()).isEqualTo(Holding.boundedBytes("answers", 2, 700, 1000));

        held.keep(0.5);
        assertThat(held.holding().bytes()).isLessThanOrEqualTo(500);
        assertThat(held.holding().most())
                .as("what it may hold where memory is not short")
                .isEqualTo(1000);
    }

    @Test
    void cacheWithoutABound_isRefused() {
        Cache<String, String> cache = Caffeine.newBuilder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeldCache("endless", cache))
                .withMessageContaining("endless");
    }
}

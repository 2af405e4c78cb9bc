package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.resources.CacheMeters;
import dev.serai.semantic.Nearest;
import dev.serai.semantic.Neighbours;
import dev.serai.semantic.SemanticSettings;
import dev.serai.time.Watchdog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What finds answers to prompts that mean nearly the same. */
@Configuration(proxyBeanMethods = false)
class SemanticConfiguration {

    @Bean
    SemanticSettings semanticSettings(
            @Value("${serai.cache.semantic.memory}") DataSize memory,
            @Value("${serai.cache.semantic.entries}") int entries,
            @Value("${serai.cache.semantic.prompt}") int prompt,
            @Value("${serai.cache.semantic.patience}") Duration patience,
            @Value("${serai.cache.longest}") Duration longest) {
        return new SemanticSettings(memory, entries, prompt, patience, longest);
    }

    @Bean
    Neighbours<CacheKey> neighbours(SemanticSettings settings) {
        return new Neighbours<>(settings, Ticker.systemTicker());
    }

    @Bean
    SemanticCache semanticCache(
            Neighbours<CacheKey> neighbours, SemanticSettings settings, Watchdog watchdog, MeterRegistry meters) {
        SemanticCache cache = new SemanticCache(neighbours, new Nearest<>(neighbours, settings, watchdog), settings);
        CacheMeters.show(meters, SemanticCache.CATEGORY, cache, SemanticCache::hits, SemanticCache::misses);
        return cache;
    }
}

package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.access.Directory;
import dev.serai.resources.CacheMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Processor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The cache, and the steps that look into it and fill it. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    @Bean
    CacheSettings answerCacheSettings(
            @Value("${serai.cache.memory}") DataSize memory,
            @Value("${serai.cache.largest}") DataSize largest,
            @Value("${serai.cache.keep}") Duration keep,
            @Value("${serai.cache.longest}") Duration longest,
            @Value("${serai.cache.excludes}") Set<Exclusion> excludes) {
        return new CacheSettings(memory, largest, keep, longest, excludes);
    }

    @Bean
    AnswerCache answerCache(CacheSettings settings, SemanticCache semantic, Directory directory, MeterRegistry meters) {
        AnswerCache cache = new AnswerCache(settings, Ticker.systemTicker());
        CacheMeters.show(meters, AnswerCache.CATEGORY, cache, AnswerCache::hits, AnswerCache::misses);
        directory.whenRemoved(id -> {
            cache.remove(new CacheSelection(id, null, null));
            semantic.remove(new CacheSelection(id, null, null));
        });
        return cache;
    }

    @Bean
    Processor findCached(AnswerCache cache, SemanticCache semantic) {
        return new FindCached(cache, semantic);
    }

    @Bean
    Processor keepAnswer(AnswerCache cache) {
        return new KeepAnswer(cache);
    }

    @Bean
    Processor staleAnswer(AnswerCache cache) {
        return new StaleAnswer(cache);
    }
}

package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.access.Callers;
import dev.serai.access.Directory;
import dev.serai.call.Works;
import dev.serai.prices.PriceList;
import dev.serai.tiers.Tiers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskExecutor;
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
            @Value("${serai.cache.excludes}") Set<Exclusion> excludes,
            @Value("${serai.cache.pace}") int pace,
            Environment environment) {
        return new CacheSettings(memory, largest, keep, longest, excludes, pace, categories(environment));
    }

    private static Map<String, AnswerCategory> categories(Environment environment) {
        return Binder.get(environment)
                .bind(
                        "serai.cache.categories",
                        Bindable.mapOf(String.class, AnswerCategory.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElseGet(Map::of);
    }

    @Bean
    AnswerCache answerCache(
            CacheSettings settings,
            SemanticCache semantic,
            Tiers tiers,
            Directory directory,
            Clock clock,
            MeterRegistry meters) {
        Ticker ticker = Ticker.systemTicker();
        LowerTiers lower = new LowerTiers(tiers, ticker, clock);
        AnswerCache cache = new AnswerCache(settings, new CacheCounts(meters), ticker, lower);
        directory.whenRemoved(id -> {
            CacheSelection its = new CacheSelection(id, null, null, null);
            cache.remove(its, Duration.ZERO);
            semantic.remove(its);
        });
        return cache;
    }

    @Bean
    CacheUpkeep cacheUpkeep(AnswerCache cache, ServingFiles files) {
        return new CacheUpkeep(cache, files::digest);
    }

    @Bean
    Warming warmCached(
            ObjectProvider<Works> works,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers,
            @Value("${serai.cache.warming}") int most) {
        return new Warming(works::getObject, workers, most);
    }

    @Bean
    Processor findCached(
            AnswerCache cache,
            SemanticCache semantic,
            PriceList prices,
            Warming warming,
            Directory directory,
            Callers callers) {
        return new FindCached(cache, semantic, prices, warming, directory, callers);
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

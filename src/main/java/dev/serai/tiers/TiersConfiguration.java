package dev.serai.tiers;

import dev.serai.SeraiProperties;
import dev.serai.access.MasterKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The tiers that are set. */
@Configuration(proxyBeanMethods = false)
class TiersConfiguration {

    @Bean
    TierSettings tierSettings(
            SeraiProperties serai,
            @Value("${serai.cache.disk}") DataSize disk,
            @Value("${serai.cache.folder}") String folder,
            @Value("${serai.cache.redis}") boolean redis,
            @Value("${serai.cache.redis-patience}") Duration patience,
            @Value("${serai.cache.largest}") DataSize largest) {
        String url = serai.limits().redisUrl();
        if (redis && url.isBlank()) {
            throw new IllegalArgumentException(
                    "serai.cache.redis is on, and SERAI_REDIS_URL does not say where Redis is");
        }
        Path where = folder.isBlank() ? serai.data().resolve("cache") : Path.of(folder);
        return new TierSettings(disk, where, redis ? url : "", patience, largest);
    }

    @Bean
    Tiers answerTiers(TierSettings settings, MasterKeys keys, Clock clock, MeterRegistry meters) {
        return Tiers.of(settings, keys, clock, meters);
    }
}

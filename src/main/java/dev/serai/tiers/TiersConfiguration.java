package dev.serai.tiers;

import dev.serai.SeraiProperties;
import dev.serai.access.MasterKeys;
import dev.serai.redis.RedisLink;
import dev.serai.time.Heap;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The tiers that are set. */
@Configuration(proxyBeanMethods = false)
class TiersConfiguration {

    /** Of what writes; who asks has a patience of its own. */
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

    /** The share of the heap that entries may take that wait to be written to one tier. */
    private static final int OF_HEAP = 32;

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
            throw new IllegalArgumentException("serai.cache.redis is on, and SERAI_REDIS_URL does not say where Redis is");
        }
        Path where = folder.isBlank() ? serai.data().resolve("cache") : Path.of(folder);
        return new TierSettings(disk, where, redis ? url : "", patience, largest);
    }

    @Bean(initMethod = "start")
    Tiers tiers(TierSettings settings, MasterKeys keys, Clock clock, MeterRegistry meters) {
        long waiting = Heap.mostBytes() / OF_HEAP;
        List<Tier> tiers = new ArrayList<>();
        if (settings.hasDisk()) {
            DiskTier disk = new DiskTier(
                    new DiskFile(settings.folder().resolve("answers.cache"), ""),
                    settings.disk().toBytes(),
                    waiting,
                    TierCounts.of("disk", meters),
                    clock);
            Gauge.builder("serai.cache.disk", disk, it -> it.reading().bytes())
                    .description("What the file of kept answers takes")
                    .baseUnit("bytes")
                    .register(meters);
            tiers.add(disk);
        }
        if (settings.hasRedis()) {
            RedisLink link = new RedisLink(settings.redisUrl(), REDIS_TIMEOUT, meters);
            Seal seal = keys.isEmpty() ? Seal.NONE : new KeySeal(keys);
            int largest = (int) Math.min(Integer.MAX_VALUE / 2, settings.largest().toBytes());
            tiers.add(new RedisTier(
                    link, settings.redisPatience(), largest, waiting, seal, TierCounts.of("redis", meters), clock));
        }
        return new Tiers(tiers);
    }
}

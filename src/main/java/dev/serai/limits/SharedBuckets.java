package dev.serai.limits;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.memory.Holding;
import dev.serai.redis.Outage;
import dev.serai.redis.RedisLink;
import dev.serai.time.HotCache;
import dev.serai.time.Survival;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Buckets in Redis. A take reads and writes by compare-and-swap, two round trips for each bucket; what is asked of one
 * bucket at the same time goes in one batch, so that replicas compete for it, not requests. Where Redis fails, a bucket in
 * memory serves instead, or nothing does.
 */
final class SharedBuckets extends Buckets {

    private static final String PREFIX = "serai:";
    private static final int BATCHED = 50_000;
    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(1);

    private final RedisLink redis;
    private final LocalBuckets instead;
    private final Outage outage = new Outage("limits");
    private final Duration timeout;
    private volatile ProxyManager<String> proxies;

    /** What batches the requests for a bucket; nothing is lost with it. */
    private final Cache<Meter, SharedBucket> buckets = HotCache.builder()
            .maximumSize(BATCHED)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    SharedBuckets(String uri, boolean open, Duration timeout, MeterRegistry meters) {
        this.redis = new RedisLink(uri, timeout, meters);
        this.timeout = timeout;
        this.instead = open ? new LocalBuckets(TimeMeter.SYSTEM_NANOTIME) : null;
        // now rather than at the first request; and who starts while Redis is away learns it from the log
        var unused = ask(this::proxies);
    }

    @Override
    BucketTake take(Meter meter, long amount) {
        BucketTake taking = ask(() -> bucket(meter).take(amount));
        if (taking != null) {
            if (instead != null) {
                instead.lowerTo(meter, taking.available());
            }
            return taking;
        }
        if (instead == null) {
            throw LimitErrors.unavailable();
        }
        return instead.take(meter, amount);
    }

    private SharedBucket bucket(Meter meter) {
        // before the cache's lock: it may have to connect
        ProxyManager<String> connected = proxies();
        return buckets.get(meter, it -> new SharedBucket(it, connected, name(it)));
    }

    /** Two that are made at once are the same: what they know is in Redis. */
    private ProxyManager<String> proxies() {
        if (proxies == null) {
            proxies = over(redis.connection());
        }
        return proxies;
    }

    private ProxyManager<String> over(StatefulRedisConnection<String, byte[]> connection) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .clientClock(AnchoredClock.now())
                .requestTimeout(timeout)
                // a bucket that is gone starts full: none goes before it would be full anyway
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .build();
    }

    private static String name(Meter meter) {
        return PREFIX + meter.key() + ":" + meter.kind().word();
    }

    @Override
    void correct(BucketTake taking, long more) {
        if (!(taking.from() instanceof BucketProxy bucket)) {
            instead.correct(taking, more);
            return;
        }
        if (instead != null && more < 0) {
            instead.giveBack(taking.meter(), -more);
        }
        // what Redis does not hear is lost: the bucket refills, and the next request is counted again
        var unused = ask(() -> {
            if (more < 0) {
                bucket.addTokens(-more);
            } else if (more > 0) {
                owe(bucket, more);
            }
            return bucket;
        });
    }

    /** Gives the answer, or null where Redis fails or failed just now. */
    private <T> T ask(Supplier<T> question) {
        if (!outage.mayTry()) {
            return null;
        }
        try {
            T answer = question.get();
            outage.over();
            return answer;
        } catch (IllegalArgumentException e) {
            throw e; // limits that cannot be: no fault of Redis
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            outage.began(e);
            return null;
        }
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Optional<String> trouble() {
        if (outage.reason().isPresent()) {
            var unused = ask(redis::answers); // nobody else may have asked since
        }
        return outage.reason().or(redis::trouble);
    }

    @Override
    public List<Holding> holdings() {
        List<Holding> all = new ArrayList<>();
        all.add(Holding.bounded("redis-batches", buckets.estimatedSize(), BATCHED));
        if (instead != null) {
            all.addAll(instead.holdings());
        }
        return all;
    }

    @Override
    public void close() {
        redis.close();
    }
}

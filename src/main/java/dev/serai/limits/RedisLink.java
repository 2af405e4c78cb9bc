package dev.serai.limits;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One connection to Redis, made when first needed, and made again by Lettuce when it breaks. */
final class RedisLink implements AutoCloseable {

    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(1);

    private final LinkThreads threads = new LinkThreads();
    private final ClientResources resources;
    private final RedisClient client;
    private final Duration timeout;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile StatefulRedisConnection<String, byte[]> connection;
    private volatile ProxyManager<String> buckets;

    RedisLink(String uri, Duration timeout, MeterRegistry meters) {
        RedisURI address = RedisURI.create(uri);
        address.setTimeout(timeout);
        this.timeout = timeout;
        // Lettuce's own delay grows to half a minute
        this.resources = ClientResources.builder()
                .eventExecutorGroup(threads)
                .commandLatencyRecorder(new MicrometerCommandLatencyRecorder(meters, MicrometerOptions.create()))
                .reconnectDelay(Delay.exponential(Duration.ZERO, Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .build();
        this.client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                // commands kept for later would wait in vain, and be counted when nobody wants them any more
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
    }

    /**
     * The buckets in Redis.
     *
     * @throws RuntimeException if there is no connection yet and none can be made
     */
    ProxyManager<String> buckets() {
        return buckets != null ? buckets : connected();
    }

    private ProxyManager<String> connected() {
        connecting.lock();
        try {
            if (buckets == null) {
                connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
                buckets = over(connection);
            }
            return buckets;
        } finally {
            connecting.unlock();
        }
    }

    /**
     * Asks for nothing but an answer: that this user may not ask it is one.
     *
     * @throws RuntimeException if there is none
     */
    String answers() {
        buckets();
        try {
            return connection.sync().ping();
        } catch (RedisCommandExecutionException e) {
            return e.getMessage();
        }
    }

    /** What is wrong with the connection, as far as that is seen without asking. */
    Optional<String> trouble() {
        StatefulRedisConnection<String, byte[]> made = connection;
        return made != null && made.isOpen() ? Optional.empty() : Optional.of("the connection to Redis is closed");
    }

    private ProxyManager<String> over(StatefulRedisConnection<String, byte[]> connection) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .clientClock(AnchoredClock.now())
                .requestTimeout(timeout)
                // a bucket that is gone starts full: none goes before it would be full anyway
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .build();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, timeout);
        var unused = resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
        var unusedToo = threads.shutdownGracefully(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}

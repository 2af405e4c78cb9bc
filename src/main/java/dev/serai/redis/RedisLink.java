package dev.serai.redis;

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
public final class RedisLink implements AutoCloseable {

    private final LinkThreads threads = new LinkThreads();
    private final ClientResources resources;
    private final RedisClient client;
    private final Duration timeout;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile StatefulRedisConnection<String, byte[]> connection;

    /**
     * Connects to nobody yet.
     *
     * @param uri as Lettuce has it
     * @param timeout how long to wait for Redis
     * @param meters shows how long Redis takes
     * @throws IllegalArgumentException if the address is none
     */
    public RedisLink(String uri, Duration timeout, MeterRegistry meters) {
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
     * The connection, which may be broken at the moment.
     *
     * @throws RuntimeException if there is none yet and none can be made
     */
    public StatefulRedisConnection<String, byte[]> connection() {
        return connection != null ? connection : connected();
    }

    private StatefulRedisConnection<String, byte[]> connected() {
        connecting.lock();
        try {
            if (connection == null) {
                connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
            }
            return connection;
        } finally {
            connecting.unlock();
        }
    }

    /** The same without waiting; null where there is none, or a broken one. */
    public StatefulRedisConnection<String, byte[]> open() {
        StatefulRedisConnection<String, byte[]> made = connection;
        return made != null && made.isOpen() ? made : null;
    }

    /**
     * Asks for nothing but an answer: that this user may not ask it is one.
     *
     * @throws RuntimeException if there is none
     */
    public String answers() {
        try {
            return connection().sync().ping();
        } catch (RedisCommandExecutionException e) {
            return e.getMessage();
        }
    }

    /** What is wrong with the connection, as far as that is seen without asking. */
    public Optional<String> trouble() {
        return open() == null ? Optional.of("the connection to Redis is closed") : Optional.empty();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, timeout);
        var unused = resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
        var unusedToo = threads.shutdownGracefully(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}

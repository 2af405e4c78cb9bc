package dev.serai.tiers;

import dev.serai.memory.Holding;
import dev.serai.redis.Outage;
import dev.serai.redis.RedisLink;
import dev.serai.time.Rounds;
import dev.serai.wire.Reason;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Entries in Redis, which replicas share; Redis has them go when their time is over. Who asks waits for some milliseconds at
 * most; a thread of its own writes.
 */
final class RedisTier implements Tier {

    /** Where entries are. */
    static final String PREFIX = "serai:cache:";

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(3);
    private static final int SEALED = 64;

    /** So many wait for Redis at most, each with an entry in memory. */
    private static final int READERS = 64;

    private final RedisLink redis;
    private final Duration patience;
    private final int largest;
    private final Seal seal;
    private final TierCounts counts;
    private final Clock clock;
    private final Outage outage = new Outage("answers");
    private final Outage silence = new Outage("keeping answers");
    private final RedisMarks marks = new RedisMarks();
    private final Map<TierKey, CompletableFuture<Void>> unsaid = new ConcurrentHashMap<>();
    private final Waiting waiting;
    private final Semaphore readers = new Semaphore(READERS);
    private Rounds writer;
    private volatile boolean closing;

    /**
     * Asks nobody yet.
     *
     * @param patience of who asks
     * @param largest bytes of a payload
     * @param waitingBytes of entries that wait to be written
     */
    RedisTier(
            RedisLink redis,
            Duration patience,
            int largest,
            long waitingBytes,
            Seal seal,
            TierCounts counts,
            Clock clock) {
        this.redis = redis;
        this.patience = patience;
        this.largest = largest + EntryBytes.MOST_BESIDES + SEALED;
        this.waiting = new Waiting(waitingBytes);
        this.seal = seal;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void start() {
        writer = Rounds.begin("cache-redis", LONGEST_ROUND, this::round);
    }

    /** Whether entries can be looked for and kept. */
    boolean isReady() {
        return redis.open() != null && marks.stamp() != 0;
    }

    @Override
    public TierEntry find(TierKey key) {
        StatefulRedisConnection<String, byte[]> open = redis.open();
        if (open == null || !isReady() || !readers.tryAcquire()) {
            return counts.passesBy();
        }
        try {
            return outage.mayTry() ? asked(key, open.async()) : counts.passesBy();
        } finally {
            readers.release();
        }
    }

    private TierEntry asked(TierKey key, RedisAsyncCommands<String, byte[]> commands) {
        try {
            long end = System.nanoTime() + patience.toNanos();
            RedisFuture<List<KeyValue<String, byte[]>>> said = marks.ask(commands, key);
            RedisFuture<byte[]> value = commands.getrange(PREFIX + key.digest(), 0, largest); // a byte more than may be
            List<KeyValue<String, byte[]>> forgotten = said.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            byte[] bytes = value.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            outage.over();
            return found(key, bytes, forgotten);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return counts.passesBy();
        } catch (TimeoutException e) {
            outage.began(new IllegalStateException("no answer within " + patience.toMillis() + " ms", e));
            return counts.passesBy();
        } catch (ExecutionException | RuntimeException e) {
            outage.began(new IllegalStateException(Reason.of(e), e));
            return counts.passesBy();
        }
    }

    private TierEntry found(TierKey key, byte[] bytes, List<KeyValue<String, byte[]>> forgotten) {
        if (bytes == null || bytes.length == 0) {
            marks.hold(forgotten, 0);
            return counts.counted(null);
        }
        byte[] opened = bytes.length > largest ? null : seal.open(bytes, PREFIX + key.digest());
        TierEntry entry = opened == null ? null : EntryBytes.read(opened);
        if (entry == null || !entry.key().equals(key)) {
            return counts.refuses();
        }
        boolean gone = entry.expires() <= clock.millis()
                || marks.hold(forgotten, entry.stamp())
                || unsaid.keySet().stream().anyMatch(it -> it.holds(key));
        return counts.counted(gone ? null : entry);
    }

    @Override
    public void keep(TierKey key, long expires, int priority, long size, Supplier<byte[]> payload) {
        long stamp = marks.stamp();
        if (stamp == 0
                || silence.reason().isPresent()
                || !waiting.offer(new Waiting.Write(key, stamp, expires, priority, size, payload))) {
            counts.dropped().increment();
        }
    }

    @Override
    public CompletableFuture<Void> forget(TierKey chosen) {
        return unsaid.computeIfAbsent(chosen, it -> new CompletableFuture<>());
    }

    private boolean round() {
        Waiting.Write write = waiting.next(closing ? Duration.ZERO : PAUSE);
        try {
            RedisCommands<String, byte[]> commands = redis.connection().sync();
            marks.begin(commands);
            says(commands);
            while (write != null) {
                (writes(commands, write) ? counts.kept() : counts.dropped()).increment();
                write = waiting.next(Duration.ZERO);
            }
            silence.over();
            looks(commands);
        } catch (RuntimeException e) {
            if (write != null) {
                counts.dropped().increment();
            }
            silence.began(e);
        }
        return !closing;
    }

    /** Whether it answers in time again, where nobody may have asked since. */
    private void looks(RedisCommands<String, byte[]> commands) {
        if (outage.reason().isPresent() && outage.mayTry()) {
            long begin = System.nanoTime();
            commands.ping();
            if (System.nanoTime() - begin < patience.toNanos()) {
                outage.over();
            }
        }
    }

    /** What was forgotten here. */
    private void says(RedisCommands<String, byte[]> commands) {
        unsaid.forEach((chosen, said) -> {
            marks.forget(commands, chosen);
            unsaid.remove(chosen, said);
            said.complete(null);
        });
    }

    private boolean writes(RedisCommands<String, byte[]> commands, Waiting.Write write) {
        long left = write.expires() - clock.millis();
        byte[] bytes = left <= 0 ? null : EntryBytes.of(write.entry());
        if (bytes == null || bytes.length + SEALED > largest) {
            return false;
        }
        String name = PREFIX + write.key().digest();
        commands.set(name, seal.close(bytes, name), SetArgs.Builder.px(left));
        return true;
    }

    @Override
    public TierReading reading() {
        String trouble = silence.reason().or(outage::reason).or(redis::trouble).orElse(null);
        return counts.reading(-1, -1, 0, trouble);
    }

    @Override
    public Holding waiting() {
        return waiting.holding("cache-redis-queue");
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (writer != null) {
                writer.thread().join(CLOSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        redis.close();
    }
}

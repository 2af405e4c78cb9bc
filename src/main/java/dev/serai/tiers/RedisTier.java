package dev.serai.tiers;

import dev.serai.memory.Holding;
import dev.serai.redis.Outage;
import dev.serai.redis.RedisLink;
import dev.serai.time.Rounds;
import dev.serai.time.Survival;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

    private final RedisLink redis;
    private final int largest;
    private final Seal seal;
    private final TierCounts counts;
    private final Clock clock;
    private final Outage silence = new Outage("keeping answers");
    private final RedisMarks marks = new RedisMarks();
    private final Map<TierKey, CompletableFuture<Void>> unsaid = new ConcurrentHashMap<>();
    private final Waiting waiting;
    private final RedisReader reader;
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
        this.largest = largest + EntryBytes.MOST_BESIDES + SEALED;
        this.waiting = new Waiting(waitingBytes);
        this.seal = seal;
        this.counts = counts;
        this.clock = clock;
        this.reader = new RedisReader(patience, this.largest, seal, counts, clock, marks);
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
        if (open == null || !isReady()) {
            return counts.passesBy();
        }
        TierEntry found = reader.find(key, open.async());
        return found != null && unsaid.keySet().stream().anyMatch(it -> it.holds(key)) ? null : found;
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
            reader.looks(commands::ping);
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            if (write != null) {
                counts.dropped().increment();
            }
            silence.began(e);
        }
        return !closing;
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
        TierEntry entry = left <= 0 ? null : write.entry();
        byte[] bytes = entry == null ? null : EntryBytes.of(entry);
        if (bytes == null || bytes.length + SEALED > largest) {
            return false;
        }
        String name = PREFIX + write.key().digest();
        commands.set(name, seal.close(bytes, name), SetArgs.Builder.px(left));
        return true;
    }

    @Override
    public TierReading reading() {
        String trouble = silence.reason().or(reader::trouble).or(redis::trouble).orElse(null);
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

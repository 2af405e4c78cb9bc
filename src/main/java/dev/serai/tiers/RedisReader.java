package dev.serai.tiers;

import dev.serai.redis.Outage;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks for entries in Redis: waits some milliseconds at most, and takes nothing but an entry that is whole, and the one that was meant. */
final class RedisReader {

    /** So many wait for Redis at most, each with an entry in memory. */
    private static final int READERS = 64;

    private final Duration patience;
    private final int largest;
    private final Seal seal;
    private final TierCounts counts;
    private final Clock clock;
    private final RedisMarks marks;
    private final Outage outage = new Outage("answers");
    private final Semaphore readers = new Semaphore(READERS);

    /**
     * Asks nobody yet.
     *
     * @param largest bytes of a sealed entry
     */
    RedisReader(Duration patience, int largest, Seal seal, TierCounts counts, Clock clock, RedisMarks marks) {
        this.patience = patience;
        this.largest = largest;
        this.seal = seal;
        this.counts = counts;
        this.clock = clock;
        this.marks = marks;
    }

    /** Why look-ups pass by, if they do. */
    Optional<String> trouble() {
        return outage.reason();
    }

    /** The entry of a key; null if there is none, or none can be had at the moment. */
    TierEntry find(TierKey key, RedisAsyncCommands<String, byte[]> commands) {
        if (!readers.tryAcquire()) {
            return counts.passesBy();
        }
        try {
            return outage.mayTry() ? asked(key, commands) : counts.passesBy();
        } finally {
            readers.release();
        }
    }

    private TierEntry asked(TierKey key, RedisAsyncCommands<String, byte[]> commands) {
        try {
            long end = System.nanoTime() + patience.toNanos();
            RedisFuture<List<KeyValue<String, byte[]>>> said = marks.ask(commands, key);
            // a byte more than may be, and no more of what somebody else has put there
            RedisFuture<byte[]> value = commands.getrange(RedisTier.PREFIX + key.digest(), 0, largest);
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
        } catch (ExecutionException | RuntimeException | Error e) {
            Survival.saw(e);
            outage.began(new IllegalStateException(Reason.of(e), e));
            return counts.passesBy();
        }
    }

    private TierEntry found(TierKey key, byte[] bytes, List<KeyValue<String, byte[]>> forgotten) {
        if (bytes == null || bytes.length == 0) {
            marks.hold(forgotten, 0);
            return counts.counted(null);
        }
        byte[] opened = bytes.length > largest ? null : seal.open(bytes, RedisTier.PREFIX + key.digest());
        TierEntry entry = opened == null ? null : EntryBytes.read(opened);
        if (entry == null || !entry.key().equals(key)) {
            return counts.refuses();
        }
        boolean gone = marks.hold(forgotten, entry.stamp()) || entry.expires() <= clock.millis();
        return counts.counted(gone ? null : entry);
    }

    /** Whether it answers in time again, where nobody may have asked since. */
    void looks(Runnable ping) {
        if (outage.reason().isPresent() && outage.mayTry()) {
            long begin = System.nanoTime();
            ping.run();
            if (System.nanoTime() - begin < patience.toNanos()) {
                outage.over();
            }
        }
    }
}

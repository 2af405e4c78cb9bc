package dev.serai.tiers;

import dev.serai.wire.Sha256;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What replicas have forgotten, as {@link Marks} has it, in a hash in Redis. Where Redis has lost it, it begins at the
 * time of day in microseconds, which is later than all that is there, since nobody forgets that often: nothing comes back.
 */
final class RedisMarks {

    static final String NAME = "serai:cache-forgotten";

    private static final String CLOCK = "clock";
    private static final int MOST = 10_000;
    private static final int NAME_BYTES = 16;

    /** The highest that was seen. */
    private final AtomicLong clock = new AtomicLong();

    /** The time of something that is kept now; 0 while nobody knows. */
    long stamp() {
        return clock.get();
    }

    /** Asks for those that could concern a key. */
    RedisFuture<List<KeyValue<String, byte[]>>> ask(RedisAsyncCommands<String, byte[]> redis, TierKey key) {
        List<String> fields = new ArrayList<>();
        fields.add(CLOCK);
        key.choices().forEach(it -> fields.add(field(it)));
        return redis.hmget(NAME, fields.toArray(String[]::new));
    }

    /** Whether what has this time is gone, by what Redis says. */
    boolean hold(List<KeyValue<String, byte[]>> said, long stamp) {
        KeyValue<String, byte[]> now = said.get(0);
        if (!now.hasValue() || !said.get(1).hasValue()) {
            clock.set(0); // to be begun again
            return true;
        }
        clock.accumulateAndGet(number(now.getValue()), Math::max);
        for (KeyValue<String, byte[]> mark : said.subList(1, said.size())) {
            if (mark.hasValue() && stamp < number(mark.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static long number(byte[] text) {
        try {
            return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // whatever that is, nothing is given
        }
    }

    private static String field(TierKey choice) {
        return HexFormat.of().formatHex(Sha256.of(choice.text()), 0, NAME_BYTES);
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** As Redis tells the time: seconds, and microseconds besides. */
    private static byte[] micros(List<byte[]> time) {
        return bytes(number(time.get(0)) * 1_000_000 + number(time.get(1)));
    }

    /** Has the hash begun, if it is not there. */
    void begin(RedisCommands<String, byte[]> redis) {
        if (clock.get() == 0) {
            redis.hsetnx(NAME, CLOCK, micros(redis.time()));
            byte[] now = redis.hget(NAME, CLOCK);
            redis.hsetnx(NAME, field(TierKey.ALL), now);
            clock.accumulateAndGet(number(now), Math::max);
        }
    }

    /** Forgets; known to all replicas when it returns. */
    void forget(RedisCommands<String, byte[]> redis, TierKey chosen) {
        TierKey what = redis.hlen(NAME) < MOST ? chosen : TierKey.ALL;
        long now = redis.hincrby(NAME, CLOCK, 1);
        redis.hset(NAME, field(what), bytes(now));
        if (what.equals(TierKey.ALL)) {
            String[] before = redis.hkeys(NAME).stream()
                    .filter(it -> !it.equals(CLOCK) && !it.equals(field(TierKey.ALL)))
                    .toArray(String[]::new);
            if (before.length > 0) {
                redis.hdel(NAME, before);
            }
        }
        clock.accumulateAndGet(now, Math::max);
    }
}

package dev.serai.tiers;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * Which tiers there are.
 *
 * @param disk bytes of the file on the local disk; 0: there is none
 * @param folder where that is
 * @param redisUrl of the Redis that replicas share; empty: there is none
 * @param redisPatience how long a look-up waits for it
 * @param largest bytes of one entry
 */
public record TierSettings(DataSize disk, Path folder, String redisUrl, Duration redisPatience, DataSize largest) {

    private static final long SMALLEST_DISK = 8 << 20;

    /** Takes what stands in {@code application.yaml}, and refuses what is none. */
    public TierSettings {
        if (disk.toBytes() != 0 && disk.toBytes() < SMALLEST_DISK) {
            throw new IllegalArgumentException("serai.cache.disk has to be 8MB or more, or 0");
        }
        if (redisPatience.toMillis() < 1) {
            throw new IllegalArgumentException("serai.cache.redis-patience has to be 1ms or more");
        }
    }

    boolean hasDisk() {
        return disk.toBytes() > 0;
    }

    boolean hasRedis() {
        return !redisUrl.isEmpty();
    }
}

package dev.serai.balancing;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long the last answers of a target took to begin. Thread-safe; a reader may miss what is just written. */
final class Latencies {

    private static final int KEPT = 256;
    /** Fewer say nothing of a percentile. */
    private static final int ENOUGH = 20;

    private final AtomicLongArray last = new AtomicLongArray(KEPT);
    private final AtomicLong count = new AtomicLong();

    /** Notes one, in nanoseconds. */
    void took(long nanos) {
        last.set((int) (count.getAndIncrement() % KEPT), nanos);
    }

    /**
     * What this share of them was not longer than.
     *
     * @param percentile from 1 to 99
     * @return nanoseconds; {@link Long#MAX_VALUE} while too few are known
     */
    long percentile(int percentile) {
        int known = (int) Math.min(KEPT, count.get());
        if (known < ENOUGH) {
            return Long.MAX_VALUE;
        }
        long[] sorted = new long[known];
        Arrays.setAll(sorted, last::get);
        Arrays.sort(sorted);
        return sorted[(known * percentile - 1) / 100];
    }
}

package dev.serai.limits;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of day as it was at the start, and since then what has really passed: replicas agree on it, and a wall clock
 * that is set later neither grants nor blocks anything.
 */
final class AnchoredClock implements TimeMeter {

    private final LongSupplier nanos;
    private final long offset;

    AnchoredClock(LongSupplier nanos, long startMillis) {
        this.nanos = nanos;
        this.offset = TimeUnit.MILLISECONDS.toNanos(startMillis) - nanos.getAsLong();
    }

    static AnchoredClock now() {
        return new AnchoredClock(System::nanoTime, System.currentTimeMillis());
    }

    @Override
    public long currentTimeNanos() {
        return nanos.getAsLong() + offset;
    }

    /** Shared buckets take no other: its values must mean the same to all replicas. */
    @Override
    public boolean isWallClockBased() {
        return true;
    }
}

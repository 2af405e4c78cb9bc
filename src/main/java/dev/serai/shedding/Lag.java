package dev.serai.shedding;

import dev.serai.resilience.BackgroundTimer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the processors are behind: how long a task that is ready to run waits for one. A request has a few such waits,
 * whatever its provider takes. As in CoDel (RFC 8289) it is the least of several waits that counts, with its 5 ms: a queue
 * that is never short is no burst, and a pause for garbage is none either.
 */
final class Lag implements BooleanSupplier, AutoCloseable {

    private static final long TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PROBE_MILLIS = 20;

    private final Executor executor;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timer = BackgroundTimer.named("overload-probe");
    private long least = Long.MAX_VALUE;
    private boolean sent;
    private boolean underWay;

    private Lag(Executor executor) {
        this(executor, System::nanoTime);
    }

    Lag(Executor executor, LongSupplier nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    /** Begins to probe threads as requests have them, until it is closed. */
    static Lag of(Executor executor) {
        Lag lag = new Lag(executor);
        var unused = lag.timer.scheduleWithFixedDelay(lag::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
        return lag;
    }

    /** Sends a task on its way, unless one still is. */
    void probe() {
        synchronized (this) {
            sent = true;
            if (underWay) {
                return;
            }
            underWay = true;
        }
        long since = nanos.getAsLong();
        try {
            executor.execute(() -> runs(since));
        } catch (RejectedExecutionException e) {
            runs(since - TARGET_NANOS); // no thread is left
        }
    }

    private synchronized void runs(long since) {
        underWay = false;
        least = Math.min(least, nanos.getAsLong() - since);
    }

    /** Whether all tasks since the last look waited long, or still do. */
    @Override
    public synchronized boolean getAsBoolean() {
        boolean behind = sent && least > TARGET_NANOS;
        least = Long.MAX_VALUE;
        sent = false;
        return behind;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

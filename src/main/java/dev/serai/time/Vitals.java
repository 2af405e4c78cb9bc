package dev.serai.time;

import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process can still do its work, or has to be started again: one of its threads is dead or stuck, or the heap
 * has been full for long although it is collected.
 */
final class Vitals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);
    private static final long LOOK_SECONDS = 5;
    private static final long FULL_NANOS = Duration.ofSeconds(60).toNanos();
    private static final double FULL = 0.97;

    private final LongFunction<List<String>> silent;
    private final Supplier<MemoryUsage> afterCollection;
    private final Runnable collect;
    private final ScheduledExecutorService timer = BackgroundTimer.named("vitals");
    private boolean full;
    private long fullSince;
    private volatile List<String> told = List.of();

    /** Looks at this process, until it is closed. */
    Vitals() {
        this(Pulse::silent, Heap.afterCollection(), System::gc);
        var unused = timer.scheduleWithFixedDelay(
                () -> look(System.nanoTime()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Looks at nothing by itself.
     *
     * @param silent the threads that are dead or stuck
     * @param afterCollection what the last collection left, or null
     * @param collect collects, where the last time may be long ago
     */
    Vitals(LongFunction<List<String>> silent, Supplier<MemoryUsage> afterCollection, Runnable collect) {
        this.silent = silent;
        this.afterCollection = afterCollection;
        this.collect = collect;
    }

    /** Looks at all of it, and tells what is new. */
    synchronized void look(long nowNanos) {
        List<String> troubles = troubles(nowNanos);
        if (!troubles.isEmpty() && !troubles.equals(told)) {
            LOG.error("This process has to be started again: {}", String.join("; ", troubles));
        }
        told = troubles;
    }

    private List<String> troubles(long nowNanos) {
        List<String> troubles = new ArrayList<>(silentThreads(nowNanos));
        if (isFull(nowNanos)) {
            troubles.add("the heap is full although it is collected");
        }
        return troubles;
    }

    private List<String> silentThreads(long nowNanos) {
        return silent.apply(nowNanos).stream()
                .map(thread -> "the thread " + thread + " is dead or stuck")
                .toList();
    }

    private boolean isFull(long nowNanos) {
        if (!leavesNothing()) {
            full = false;
            return false;
        }
        fullSince = full ? fullSince : nowNanos;
        full = true;
        if (nowNanos - fullSince < FULL_NANOS) {
            return false;
        }
        collect.run(); // what the last collection left may be gone by now
        full = leavesNothing();
        return full;
    }

    private boolean leavesNothing() {
        MemoryUsage left = afterCollection.get();
        return left != null && left.getMax() > 0 && left.getUsed() > FULL * left.getMax();
    }

    /**
     * Why this process has to be started again; empty if it is well. The threads are looked at now: the one that looks
     * every few seconds may be the one that is dead.
     */
    List<String> troubles() {
        List<String> threads = silentThreads(System.nanoTime());
        return threads.isEmpty() ? told : threads;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

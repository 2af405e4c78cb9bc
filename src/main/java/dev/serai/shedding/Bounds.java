package dev.serai.shedding;

import dev.serai.resilience.BackgroundTimer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How many requests may be in work just now: no more than memory allows, and no more than the processors keep up with.
 * Both are looked at by a timer, never by a request.
 */
final class Bounds implements AutoCloseable {

    private static final long PROCESSOR_MILLIS = 100;
    private static final long MEMORY_MILLIS = 1000;
    private static final int LEAST_PART = 16;

    /** So few cannot be what keeps a processor behind: they wait for their providers most of the time. */
    private static final int LEAST_BY_PROCESSOR = 32;

    private final Bound memory;
    private final Bound processors;
    private final ScheduledExecutorService timer = BackgroundTimer.named("overload");

    /**
     * Begins with the most.
     *
     * @param memory whether it became short; asked each second, so that it takes half a minute to trust it again
     * @param processors whether they are behind; asked ten times a second
     */
    Bounds(int most, BooleanSupplier memory, BooleanSupplier processors) {
        int least = Math.max(1, most / LEAST_PART);
        int busy = LEAST_BY_PROCESSOR * Runtime.getRuntime().availableProcessors();
        this.memory = new Bound(least, most, 32, memory);
        this.processors = new Bound(Math.min(most, Math.max(least, busy)), most, 8, processors);
    }

    /** How many may be in work now. */
    int most() {
        return Math.min(memory.current(), processors.current());
    }

    /** Looks after these turns until it is closed. */
    void watch(Turns turns) {
        adjust(processors, turns, PROCESSOR_MILLIS);
        adjust(memory, turns, MEMORY_MILLIS);
    }

    private void adjust(Bound bound, Turns turns, long everyMillis) {
        Runnable adjustment = () -> {
            bound.adjust(turns.inWork());
            turns.look();
        };
        var unused = timer.scheduleWithFixedDelay(adjustment, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

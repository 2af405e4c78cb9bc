package dev.serai.memory;

import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has caches give way while garbage collections leave little room: half of what they may hold at each such collection, down
 * to a sixteenth; and the double again each time that none has pressed for a while. Memory is short from the first of these
 * collections until caches have all that they had.
 */
public final class MemoryWatch extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long CALM_NANOS = Duration.ofSeconds(30).toNanos();
    private static final double STEP = 2;
    private static final double LEAST = 1 / 16.0;

    private final BooleanSupplier pressure;
    private final Supplier<MemoryUsage> afterCollection;
    private final Supplier<Stream<Shrinkable>> shrinkables;
    private final Supplier<Stream<MemoryListener>> listeners;
    private volatile double share = 1;
    private long changedNanos;

    /**
     * Watches nothing yet.
     *
     * @param pressure asked at each look
     * @param afterCollection what the last collection left, for people
     * @param shrinkables what gives way
     * @param listeners are told when memory becomes short and when that is over
     */
    MemoryWatch(
            BooleanSupplier pressure,
            Supplier<MemoryUsage> afterCollection,
            Supplier<Stream<Shrinkable>> shrinkables,
            Supplier<Stream<MemoryListener>> listeners) {
        super("memory-watch");
        this.pressure = pressure;
        this.afterCollection = afterCollection;
        this.shrinkables = shrinkables;
        this.listeners = listeners;
    }

    @Override
    protected void begin() {
        every(LOOK, LOOK, () -> look(System.nanoTime()), e -> LOG.warn("Memory could not be looked at", e));
    }

    /** Whether caches have to do with less than they had. */
    public boolean isShort() {
        return share < 1;
    }

    /** The part of what they may hold that caches hold at present. */
    public double share() {
        return share;
    }

    /** What the last collection left; null where the collector does not say. */
    public HeapLeft left() {
        return HeapLeft.of(afterCollection.get());
    }

    void look(long nowNanos) {
        double before = share;
        if (pressure.getAsBoolean()) {
            changedNanos = nowNanos;
            keep(Math.max(LEAST, before / STEP));
        } else if (before < 1 && nowNanos - changedNanos >= CALM_NANOS) {
            changedNanos = nowNanos;
            keep(Math.min(1, before * STEP));
        }
        if ((before < 1) != (share < 1)) {
            tell(share < 1);
        }
    }

    private void keep(double next) {
        if (next != share) {
            share = next;
            shrinkables.get().forEach(it -> Survival.of("A cache that gives way", () -> it.keep(next)));
        }
    }

    private void tell(boolean isShort) {
        HeapLeft left = left();
        if (isShort) {
            LOG.warn(
                    "Memory is short: the last collection left {} % of the heap in use. Fewer requests are worked on, and"
                            + " caches give way",
                    left == null ? "much" : left.percent());
        } else {
            LOG.info("Memory is not short any more");
        }
        listeners.get().forEach(it -> Survival.of("Telling of memory", () -> it.pressure(isShort, left)));
    }

    /** Ended before what it watches. */
    @Override
    public int getPhase() {
        return 5;
    }
}

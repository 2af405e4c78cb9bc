package dev.serai.shedding;

import dev.serai.time.BackgroundTimer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How many requests may be in work just now: fewer step by step under a pressure, and more again when that is gone. A
 * timer looks at it, no request does.
 *
 * <p>It does not follow the processors. How long requests take says nothing of them where providers take from milliseconds
 * to minutes (as Gradient2 of Netflix's concurrency-limits would have it), and how late ready threads run does not tell
 * requests that need a processor from those that wait for a provider: on a machine that others keep busy as well, that
 * refused what would have been served.
 */
final class Bound implements AutoCloseable {

    private static final long LOOK_MILLIS = 1000;
    private static final int LEAST_PART = 16;
    private static final int GROWTH_PART = 8;

    private final int most;
    private final int least;
    private final BooleanSupplier pressure;
    private final ScheduledExecutorService timer = BackgroundTimer.named("overload");
    private volatile int current;

    /**
     * Begins with the most.
     *
     * @param most whatever happens; a sixteenth of it is the least
     * @param pressure asked at each look
     */
    Bound(int most, BooleanSupplier pressure) {
        this.most = most;
        this.least = Math.max(1, most / LEAST_PART);
        this.pressure = pressure;
        this.current = most;
    }

    /** How many may be in work now. */
    int current() {
        return current;
    }

    /** Looks at the pressure each second until it is closed, and lets those in that may come in then. */
    void watch(Slots slots) {
        Runnable look = () -> {
            adjust(slots.inWork());
            slots.look();
        };
        var unused = timer.scheduleWithFixedDelay(look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Goes down by a quarter, from what is in work if that is less; or up by an eighth. */
    void adjust(int inWork) {
        int now = current;
        current = pressure.getAsBoolean()
                ? Math.max(least, (int) (Math.min(now, inWork) * 3L / 4))
                : Math.min(most, now + Math.max(1, now / GROWTH_PART));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

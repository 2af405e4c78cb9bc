package dev.serai.time;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at everything that is under way several times a second: one thread for all streams, since a blocked read cannot
 * look at the clock itself.
 */
public final class Watchdog implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Something with limits in time. */
    @FunctionalInterface
    public interface Watched {
        /** Acts if a limit has passed; must not block. */
        void check(long nowNanos);
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final List<Watched> always = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = BackgroundTimer.named("watchdog", LONGEST);

    public Watchdog() {
        var unused = clock.scheduleAtFixedRate(this::round, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void watch(Watched it) {
        watched.add(it);
    }

    public void release(Watched it) {
        watched.remove(it);
    }

    /** Something that takes its time, and fails as it does. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does something, which is broken off where it takes longer than it may.
     *
     * @param breakOff makes it fail; must not block
     */
    public <T, E extends Exception> T within(Duration most, Runnable breakOff, Work<T, E> work) throws E {
        long end = System.nanoTime() + most.toNanos();
        Watched limit = now -> {
            if (now - end > 0) {
                breakOff.run();
            }
        };
        watch(limit);
        try {
            return work.run();
        } finally {
            release(limit);
        }
    }

    /** Looks at it for as long as there is a clock: it is no request's, and not counted. */
    public void watchAlways(Watched it) {
        always.add(it);
    }

    /** At how many it looks until they are released. */
    public int watched() {
        return watched.size();
    }

    private void round() {
        long now = System.nanoTime();
        watched.forEach(it -> check(it, now));
        always.forEach(it -> check(it, now));
    }

    private static void check(Watched it, long now) {
        Survival.of("A watched request's check", () -> it.check(now));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

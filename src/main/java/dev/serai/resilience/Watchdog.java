package dev.serai.resilience;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything that is under way several times a second: one thread for all streams, since a blocked read cannot
 * look at the clock itself.
 */
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long INTERVAL_MILLIS = 200;

    /** Something with limits in time. */
    @FunctionalInterface
    public interface Watched {
        /** Acts if a limit has passed; must not block. */
        void check(long nowNanos);
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = BackgroundTimer.named("watchdog");

    public Watchdog() {
        var unused = clock.scheduleAtFixedRate(this::round, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void watch(Watched it) {
        watched.add(it);
    }

    public void release(Watched it) {
        watched.remove(it);
    }

    private void round() {
        long now = System.nanoTime();
        for (Watched it : watched) {
            try {
                it.check(now);
            } catch (RuntimeException e) {
                LOG.warn("A watched request failed its check", e);
                release(it);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

package dev.serai.routing;

import dev.serai.resilience.BackgroundTimer;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads both folders again and again and acts when their contents have changed and are the same twice: whoever writes has
 * finished. Contents, not events of the file system: links that are swapped, mounts and checkouts all look alike.
 */
final class RoutesWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesWatch.class);

    private final GenerationFolders folders;
    private final Reloads reloads;
    private final long intervalMillis;
    private String last = "";
    private ScheduledExecutorService clock;

    /**
     * Watches nothing yet.
     *
     * @param interval between two reads; zero to never look
     */
    RoutesWatch(GenerationFolders folders, Reloads reloads, Duration interval) {
        this.folders = folders;
        this.reloads = reloads;
        this.intervalMillis = interval.toMillis();
    }

    private void look() {
        try {
            // what is read within the lock is newer than what a reload by hand has read before
            synchronized (reloads) {
                GenerationFolders.Reading now = folders.read();
                boolean settled = now.state().equals(last);
                last = now.state();
                if (settled && !now.state().equals(reloads.handled())) {
                    reloads.offer(now, "files changed");
                }
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "The routes could not be looked at", e); // and looked at again: one failure must not end the watch
        }
    }

    @Override
    public void start() {
        clock = BackgroundTimer.named("routes-watch");
        if (intervalMillis > 0) {
            var unused =
                    clock.scheduleWithFixedDelay(this::look, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        clock.shutdownNow();
        clock = null;
    }

    @Override
    public boolean isRunning() {
        return clock != null;
    }

    /** After the first generation was loaded, and no longer than it serves. */
    @Override
    public int getPhase() {
        return 1;
    }
}

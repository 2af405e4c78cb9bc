package dev.serai.routing;

import dev.serai.files.GenerationFolders;
import dev.serai.time.Recurring;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads both folders again and again and acts when their contents have changed and are the same twice: whoever writes has
 * finished. Contents, not events of the file system: links that are swapped, mounts and checkouts all look alike.
 */
final class RoutesWatch extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesWatch.class);

    private static final Duration READING = Duration.ofMinutes(5);

    private final GenerationFolders folders;
    private final Reloads reloads;
    private final Duration interval;
    private String last = "";

    /**
     * Watches nothing yet.
     *
     * @param interval between two reads; zero to never look
     * @param startLimit how long routes may take to start
     */
    RoutesWatch(GenerationFolders folders, Reloads reloads, Duration interval, Duration startLimit) {
        super("routes-watch", startLimit.multipliedBy(2).plus(READING)); // it may wait for a reload by hand

        this.folders = folders;
        this.reloads = reloads;
        this.interval = interval;
    }

    private void look() {
        // what is read within the lock is newer than what a reload by hand has read before
        synchronized (reloads) {
            GenerationFolders.Reading now = folders.read();
            boolean settled = now.state().equals(last);
            last = now.state();
            if (settled && !now.state().equals(reloads.handled())) {
                reloads.offer(now, "files changed");
            }
        }
    }

    @Override
    protected void begin() {
        if (interval.toMillis() > 0) {
            every(interval, interval, this::look, e -> LOG.error("The routes could not be looked at", e));
        }
    }

    /** After the first generation was loaded, and no longer than it serves. */
    @Override
    public int getPhase() {
        return 1;
    }
}

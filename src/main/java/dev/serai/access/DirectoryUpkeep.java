package dev.serai.access;

import dev.serai.store.Database;
import dev.serai.time.BackgroundTimer;
import dev.serai.time.Rounds;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Fills the directory at the start, beside the routes' loading, and keeps it up to date: at once where PostgreSQL tells
 * of a change, a second later at the latest.
 */
final class DirectoryUpkeep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryUpkeep.class);
    private static final long POLL_MILLIS = 1000;
    private static final long STOP_SECONDS = 5;
    private static final long SNAPSHOT_MILLIS = 10_000;
    /** Each statement to a database that is silent takes a minute. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Database database;
    private final DirectoryFeed feed;
    private final FirstTokens firstTokens;
    private final MasterKeyRotation rotation;
    private ScheduledExecutorService clock;
    private Thread listener;
    private CompletableFuture<Boolean> filled;
    private boolean issued;
    private boolean rotated;

    DirectoryUpkeep(Database database, DirectoryFeed feed, FirstTokens firstTokens, MasterKeyRotation rotation) {
        this.database = database;
        this.feed = feed;
        this.firstTokens = firstTokens;
        this.rotation = rotation;
    }

    @Override
    public void start() {
        clock = BackgroundTimer.named("directory", LONGEST);
        filled = CompletableFuture.supplyAsync(this::fill, clock);
    }

    private boolean fill() {
        if (!feed.refresh()) {
            return feed.recall();
        }
        once(this::issue);
        return true;
    }

    /**
     * Waits until there is something to serve with; then looks for changes.
     *
     * @throws IllegalStateException if there is neither a database nor a snapshot
     */
    void awaitFilled() {
        if (!filled.join()) {
            throw new IllegalStateException("The database at " + database + " cannot be used ("
                    + feed.trouble().orElse("") + "), and no snapshot of an earlier start is there to begin with."
                    + " Start the database, or correct SERAI_DB_URL");
        }
        var unused = clock.scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        var unusedToo = clock.scheduleWithFixedDelay(feed::save, POLL_MILLIS, SNAPSHOT_MILLIS, TimeUnit.MILLISECONDS);
        if (database.isPostgres()) {
            listener = Rounds.begin("directory-notifications", LONGEST, new Notifications(database, feed::refresh))
                    .thread();
        }
    }

    /** A database that was away at the start may be a new one. */
    private void look() {
        if (feed.refresh()) {
            once(this::issue);
            once(this::rotate);
        }
    }

    private void issue() {
        if (!issued) {
            firstTokens.issue();
            issued = true;
        }
    }

    private void rotate() {
        if (!rotated) {
            rotation.run();
            rotated = true;
        }
    }

    /** What fails is tried again at the next look: an exception would end all looking. */
    private static void once(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            LOG.warn("The database answers but could not be changed: {}", Reason.of(e));
        }
    }

    @Override
    public void stop() {
        if (listener != null) {
            listener.interrupt();
        }
        finish();
        feed.save();
        clock = null;
    }

    /** Lets what is under way end. */
    private void finish() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                clock.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return clock != null;
    }

    /** Before the routes are loaded, which takes as long. */
    @Override
    public int getPhase() {
        return -1;
    }
}

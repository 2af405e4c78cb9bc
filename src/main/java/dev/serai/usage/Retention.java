package dev.serai.usage;

import dev.serai.resilience.BackgroundTimer;
import dev.serai.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Deletes usage that is older than it is kept, a few thousand rows at a time, so that nobody waits for it. */
final class Retention implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 5000;

    private final Database database;
    private final Duration records;
    private final Duration hours;
    private final Clock clock;
    private ScheduledExecutorService timer;

    Retention(Database database, Duration records, Duration hours, Clock clock) {
        this.database = database;
        this.records = records;
        this.hours = hours;
        this.clock = clock;
    }

    /** Deletes what is too old. */
    void clear() {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = delete(
                    "delete from usage_record where id in"
                            + " (select id from usage_record where at < :before order by at limit " + BATCH + ")",
                    records);
        }
        delete("delete from usage_hour where period < :before", hours); // there are few of them
    }

    private int delete(String statement, Duration kept) {
        return database.sql()
                .sql(statement)
                .param("before", clock.instant().minus(kept).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void look() {
        try {
            clear();
        } catch (RuntimeException e) {
            LOG.warn("Old usage could not be deleted: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        timer = BackgroundTimer.named("usage-retention");
        var unused = timer.scheduleWithFixedDelay(this::look, 10, 60, TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}

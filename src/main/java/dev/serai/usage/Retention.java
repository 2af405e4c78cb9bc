package dev.serai.usage;

import dev.serai.store.Database;
import dev.serai.time.Recurring;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes usage that is older than it is kept, a few thousand rows at a time, so that nobody waits for it. */
final class Retention extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 5000;
    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofHours(1);
    /** What has gathered for years is deleted in one round. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Database database;
    private final Duration records;
    private final Duration hours;
    private final Clock clock;

    Retention(Database database, Duration records, Duration hours, Clock clock) {
        super("usage-retention", LONGEST);
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
        delete("delete from usage_span where to_at < :before", records);
        delete("delete from usage_hour where period < :before", hours); // there are few of them
    }

    private int delete(String statement, Duration kept) {
        return database.sql()
                .sql(statement)
                .param("before", clock.instant().minus(kept).atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    protected void begin() {
        every(FIRST, PAUSE, this::clear, e -> LOG.warn("Old usage could not be deleted: {}", Reason.of(e)));
    }
}

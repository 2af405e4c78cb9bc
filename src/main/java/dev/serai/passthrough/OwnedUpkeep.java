package dev.serai.passthrough;

import dev.serai.store.Database;
import dev.serai.time.Recurring;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets ids that were not used for long, and the oldest of a tenant that has too many; some at a time, so that nobody waits. */
final class OwnedUpkeep extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedUpkeep.class);
    private static final int BATCH = 1000;
    private static final Duration FIRST = Duration.ofMinutes(11);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Database database;
    private final Duration kept;
    private final int most;
    private final Clock clock;

    /**
     * Forgets nothing yet.
     *
     * @param kept after its last use
     * @param most ids of one tenant
     */
    OwnedUpkeep(Database database, Duration kept, int most, Clock clock) {
        super("owned-objects");
        this.database = database;
        this.kept = kept;
        this.most = most;
        this.clock = clock;
    }

    @Override
    protected void begin() {
        every(FIRST, PAUSE, this::clear, e -> LOG.warn("Old ids could not be forgotten: {}", Reason.of(e)));
    }

    void clear() {
        while (delete(
                        "used_at < :before",
                        Map.of("before", clock.instant().minus(kept).atOffset(ZoneOffset.UTC)),
                        BATCH)
                == BATCH) {
            LOG.debug("Old ids are forgotten");
        }
        tooMany().forEach((tenant, over) -> {
            for (long left = over; left > 0; left -= BATCH) {
                delete("tenant = :tenant", Map.of("tenant", tenant), (int) Math.min(BATCH, left));
            }
        });
    }

    private Map<String, Long> tooMany() {
        Map<String, Long> over = new TreeMap<>();
        database.sql()
                .sql("select tenant, count(*) - :most from owned_object group by tenant having count(*) > :most")
                .param("most", most)
                .query((row, number) -> over.put(row.getString(1), row.getLong(2)))
                .list();
        return over;
    }

    private int delete(String which, Map<String, Object> parameters, int limit) {
        List<Object[]> oldest = database.sql()
                .sql("select tenant, provider, id from owned_object where " + which + " order by used_at limit "
                        + limit)
                .params(parameters)
                .query((row, number) -> new Object[] {row.getString(1), row.getString(2), row.getString(3)})
                .list();
        database.jdbc().batchUpdate("delete from owned_object where tenant = ? and provider = ? and id = ?", oldest);
        return oldest.size();
    }
}

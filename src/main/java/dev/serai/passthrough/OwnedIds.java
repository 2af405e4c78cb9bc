package dev.serai.passthrough;

import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/**
 * What providers keep for whom. Whoever has something made is remembered with its id; for all others it does not exist. Ids
 * are forgotten when they are deleted, and by {@link OwnedUpkeep}.
 */
final class OwnedIds {

    /**
     * Something that a tenant owns.
     *
     * @param outputs whether it is what a batch has written
     * @param booked how many of its lines are on record
     */
    record Owned(String provider, String id, boolean outputs, long booked) {}

    private record Row(Owned owned, OffsetDateTime usedAt) {}

    private static final Logger LOG = LoggerFactory.getLogger(OwnedIds.class);
    private static final int LONGEST_ID = 200;

    /** That it was used is noted so often. */
    private static final Duration NOTED = Duration.ofDays(1);

    private static final String OF_TENANT = " where tenant = :tenant and provider = :provider and id = :id";

    private final Database database;
    private final Clock clock;

    /** Remembers in a database. */
    OwnedIds(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Those of these ids that a tenant owns, at any provider. */
    List<Owned> find(String tenant, Collection<String> ids) {
        List<String> likely = likely(ids);
        if (likely.isEmpty()) {
            return List.of();
        }
        OffsetDateTime before = now().minus(NOTED);
        return asked(() -> {
            List<Row> rows = database.sql()
                    .sql("select provider, id, outputs, booked, used_at from owned_object"
                            + " where tenant = :tenant and id in (:ids)")
                    .param("tenant", tenant)
                    .param("ids", likely)
                    .query((row, number) -> new Row(
                            new Owned(
                                    row.getString("provider"),
                                    row.getString("id"),
                                    row.getBoolean("outputs"),
                                    row.getLong("booked")),
                            row.getObject("used_at", OffsetDateTime.class)))
                    .list();
            rows.stream()
                    .filter(row -> row.usedAt.isBefore(before))
                    .forEach(row -> note(tenant, row.owned.provider, row.owned.id));
            return rows.stream().map(Row::owned).toList();
        });
    }

    /** Whether one of these ids of a provider is somebody else's, and not the tenant's, too. */
    boolean isForeign(String tenant, String provider, Collection<String> ids) {
        List<String> likely = likely(ids);
        return !likely.isEmpty()
                && asked(() -> database.sql()
                        .sql("select o.id from owned_object o where o.provider = :provider and o.id in (:ids)"
                                + " and o.tenant <> :tenant and not exists (select 1 from owned_object m"
                                + " where m.tenant = :tenant and m.provider = o.provider and m.id = o.id) limit 1")
                        .param("provider", provider)
                        .param("ids", likely)
                        .param("tenant", tenant)
                        .query(String.class)
                        .optional()
                        .isPresent());
    }

    private static List<String> likely(Collection<String> ids) {
        return ids.stream()
                .filter(id -> id.length() <= LONGEST_ID && id.indexOf('\0') < 0)
                .distinct()
                .toList();
    }

    /** Remembers that a tenant owns something; once more is the same. */
    void add(String tenant, String provider, String id, boolean outputs) {
        if (id.isEmpty() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0) {
            return;
        }
        try {
            Object[] row = {outputs, now(), tenant, provider, id};
            database.upsert(
                    "update owned_object set outputs = outputs or ?, used_at = ?"
                            + " where tenant = ? and provider = ? and id = ?",
                    "insert into owned_object (outputs, booked, used_at, tenant, provider, id) values (?, 0, ?, ?, ?, ?)",
                    List.<Object[]>of(row));
        } catch (DuplicateKeyException e) {
            LOG.debug("An id of {} was remembered by somebody else meanwhile", provider);
        } catch (DataAccessException e) {
            LOG.warn("An id of {} cannot be remembered: {} will not find it: {}", provider, tenant, Reason.of(e));
        }
    }

    /** It does not exist any more. */
    void remove(String tenant, String provider, String id) {
        asked(() -> database.sql()
                .sql("delete from owned_object" + OF_TENANT)
                .param("tenant", tenant)
                .param("provider", provider)
                .param("id", id)
                .update());
    }

    /**
     * Notes that the lines of an output are on record up to this one; of several who have read the same just one does.
     *
     * @return whether the lines after those that were booked before are to be booked now
     */
    boolean book(String tenant, Owned output, long lines) {
        return asked(() -> database.sql()
                        .sql("update owned_object set booked = :lines" + OF_TENANT + " and booked = :before")
                        .param("lines", lines)
                        .param("tenant", tenant)
                        .param("provider", output.provider())
                        .param("id", output.id())
                        .param("before", output.booked())
                        .update())
                == 1;
    }

    private void note(String tenant, String provider, String id) {
        database.sql()
                .sql("update owned_object set used_at = :now" + OF_TENANT)
                .param("now", now())
                .param("tenant", tenant)
                .param("provider", provider)
                .param("id", id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            LOG.warn("The database cannot say whose something is: {}", Reason.of(e));
            throw new ApiException(
                            503,
                            "server_error",
                            "database_unavailable",
                            null,
                            "The gateway cannot find out whose this is: its database does not answer; try again")
                    .header("retry-after", "5");
        }
    }
}

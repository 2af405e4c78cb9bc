package dev.serai.passthrough;

import dev.serai.store.Database;
import dev.serai.wire.Extent;
import dev.serai.wire.Passed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What providers keep for whom. Whoever has something made is remembered with its id; for all others it does not exist. Ids
 * are forgotten when they are deleted, and by {@link OwnedUpkeep}.
 */
final class OwnedIds {

    /**
     * Something that a tenant owns.
     *
     * @param outputs whether it is what a batch has written
     * @param booked how many of its lines are on record; {@link #ALL} if all are
     * @param making of which model it is, and how much; null where nobody knows
     */
    record Owned(String provider, String id, boolean outputs, long booked, Passed.Making making) {}

    /** More lines than an output has. */
    static final long ALL = Long.MAX_VALUE;

    private record Row(Owned owned, OffsetDateTime usedAt) {}

    private static final long NOT_THERE = -1;

    /** That it was used is noted so often. */
    private static final Duration NOTED = Duration.ofDays(1);

    private static final String OF_TENANT = " where tenant = :tenant and provider = :provider and id = :id";

    private final Database database;
    private final Clock clock;
    private final Acquired acquired;

    /** Remembers in a database. */
    OwnedIds(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.acquired = new Acquired(database, clock);
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
                    .sql("select provider, id, outputs, booked, used_at, made_as, made_by, video_ms from owned_object"
                            + " where tenant = :tenant and id in (:ids)")
                    .param("tenant", tenant)
                    .param("ids", likely)
                    .query((row, number) -> new Row(
                            new Owned(
                                    row.getString("provider"),
                                    row.getString("id"),
                                    row.getBoolean("outputs"),
                                    row.getLong("booked"),
                                    making(row)),
                            row.getObject("used_at", OffsetDateTime.class)))
                    .list();
            rows.stream()
                    .filter(row -> row.usedAt.isBefore(before))
                    .forEach(row -> note(tenant, row.owned.provider, row.owned.id));
            return rows.stream().map(Row::owned).toList();
        });
    }

    private static Passed.Making making(ResultSet row) throws SQLException {
        String asked = row.getString("made_as");
        long video = row.getLong("video_ms");
        return asked == null ? null : new Passed.Making(asked, row.getString("made_by"), Extent.ofVideo(video, video));
    }

    /** The providers at which a tenant owns what models have made. */
    List<String> makers(String tenant) {
        return asked(() -> database.sql()
                .sql("select distinct provider from owned_object where tenant = :tenant and made_as is not null")
                .param("tenant", tenant)
                .query(String.class)
                .list());
    }

    /** Whether a tenant owns this. */
    boolean isOwned(String tenant, String provider, String id) {
        return find(tenant, List.of(id)).stream().anyMatch(it -> it.provider().equals(provider));
    }

    /** Whether one of these ids of a provider is somebody else's. */
    boolean isForeign(String tenant, String provider, Collection<String> ids) {
        return !foreign(tenant, provider, ids).isEmpty();
    }

    /** Those of these ids of a provider that are somebody else's. */
    List<String> foreign(String tenant, String provider, Collection<String> ids) {
        List<String> likely = likely(ids);
        return likely.isEmpty()
                ? List.of()
                : asked(() -> database.sql()
                        .sql("select id from owned_object where provider = :provider and id in (:ids)"
                                + " and tenant <> :tenant")
                        .param("provider", provider)
                        .param("ids", likely)
                        .param("tenant", tenant)
                        .query(String.class)
                        .list());
    }

    private static List<String> likely(Collection<String> ids) {
        return ids.stream()
                .filter(id -> id.length() <= Acquired.LONGEST_ID && id.indexOf('\0') < 0)
                .distinct()
                .toList();
    }

    /**
     * Remembers that a tenant owns something; once more is the same. What is another's stays theirs, whatever a provider
     * says: of one id there is one owner.
     */
    void add(String tenant, String provider, String id, boolean outputs) {
        acquired.add(tenant, provider, id, outputs);
    }

    /** The same of something that a model has made. */
    void add(String tenant, String provider, String id, Passed.Making making) {
        acquired.add(tenant, provider, id, making);
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
     * Notes that the lines of an output are on record up to this one: of several who have read the same, one does of each.
     *
     * @param from after which line nobody has, as far as is known
     * @return the line up to which others have, at least {@code from}: what is behind it is to be booked now
     */
    long book(String tenant, Owned output, long from, long lines) {
        return asked(() -> {
            long before = from;
            while (before < lines && !isBooked(tenant, output, before, lines)) {
                long now = find(tenant, List.of(output.id())).stream()
                        .filter(it -> it.provider().equals(output.provider()))
                        .findFirst()
                        .map(Owned::booked)
                        .orElse(NOT_THERE);
                if (now <= before) {
                    break; // it was deleted while it was read: nobody else will
                }
                before = now;
            }
            return before;
        });
    }

    private boolean isBooked(String tenant, Owned output, long before, long lines) {
        return database.sql()
                        .sql("update owned_object set booked = :lines" + OF_TENANT + " and booked = :before")
                        .param("lines", lines)
                        .param("tenant", tenant)
                        .param("provider", output.provider())
                        .param("id", output.id())
                        .param("before", before)
                        .update()
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
        return Database.asked("whose this is", question);
    }
}

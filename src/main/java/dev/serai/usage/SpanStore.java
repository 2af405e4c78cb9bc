package dev.serai.usage;

import dev.serai.store.Database;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/**
 * Spans in the database. None is ever there that leaves a record out, whatever several replicas do at a time:
 *
 * <ul>
 *   <li>Spans are of what is before the seal. A writer holds its row until it has committed, and the seal is moved on when
 *       nobody holds it: all that was written as on time is there then, and who comes later sees that he is late.
 *   <li>Who is late counts a change, which holds the counter's row until he has committed, and lets go the spans of that time.
 *   <li>A span is kept if the counter is what it was before its records were read, and counts as a change itself.
 * </ul>
 */
final class SpanStore {

    /** The end of the log. */
    static final RequestPosition START = new RequestPosition(Instant.EPOCH, 0);

    private static final String KEEP =
            "insert into usage_span (from_at, from_id, to_at, to_id, records, failed, max_latency_ms, min_cost, max_cost, sought)"
                    + " values (:edgeAt, :edgeId, :beforeAt, :beforeId, :records, :failed, :latency, :minCost, :maxCost, :sought)";

    /** Late records that are as near to each other are looked for as one stretch. */
    private static final Duration NEAR = Duration.ofMinutes(1);
    /** Databases round times. */
    private static final Duration ROUNDED = Duration.ofMillis(1);

    private static final int FETCHED = 500;

    private final Database database;

    SpanStore(Database database) {
        this.database = database;
    }

    /**
     * Moves the seal on, if that was not done within a time: of several who want to, one does.
     *
     * @return whether it was done now
     */
    boolean seal(Instant at, Duration notWithin) {
        return database.sql()
                        .sql("update usage_seal set sealed_at = :at where sealed_at < :last")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("last", at.minus(notWithin).atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** Lets go the spans of those that come late; in the transaction that writes them. */
    void reopen(List<UsageRecord> records) {
        Instant sealed = held();
        List<Instant> late = records.stream()
                .map(UsageRecord::at)
                .filter(at -> at.isBefore(sealed))
                .sorted()
                .toList();
        if (!late.isEmpty()) {
            reopenAt(late);
        }
    }

    private void reopenAt(List<Instant> late) {
        database.sql().sql("update usage_change set latest = latest + 1").update();
        Instant first = late.get(0);
        Instant last = first;
        for (Instant at : late) {
            if (at.isAfter(last.plus(NEAR))) {
                letGo(first, last);
                first = at;
            }
            last = at;
        }
        letGo(first, last);
    }

    /** The seal, which stays there until the transaction ends. H2 has one writer, and no lock that several may hold. */
    private Instant held() {
        return database.sql()
                .sql("select sealed_at, 0 as id from usage_seal for " + (database.isPostgres() ? "share" : "update"))
                .query((row, number) -> RequestRange.position(row, "sealed_at", "id"))
                .single()
                .at();
    }

    private void letGo(Instant first, Instant last) {
        database.sql()
                .sql("delete from usage_span where from_at <= :last and to_at >= :first")
                .param("last", last.plus(ROUNDED).atOffset(ZoneOffset.UTC))
                .param("first", first.minus(ROUNDED).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How many changes there were. */
    long changes() {
        return database.sql()
                .sql("select latest from usage_change")
                .query(Long.class)
                .single();
    }

    /** What has no span before that moment, the newest first. */
    List<RequestRange> gaps(Instant sealed) {
        List<RequestRange> gaps = new ArrayList<>();
        RequestPosition[] before = {new RequestPosition(sealed, 0)};
        read(
                "select from_at, from_id, to_at, to_id from usage_span order by from_at desc, from_id desc",
                Map.of(),
                row -> {
                    add(gaps, new RequestRange(before[0], RequestRange.position(row, "to_at", "to_id")));
                    before[0] = RequestRange.position(row, "from_at", "from_id");
                });
        add(gaps, new RequestRange(before[0], START));
        return gaps;
    }

    private static void add(List<RequestRange> gaps, RequestRange gap) {
        if (gap.edge().compareTo(gap.before()) < 0) {
            gaps.add(gap);
        }
    }

    /** Reads rows of which there may be many, some hundreds at a time: PostgreSQL's driver does so in transactions alone. */
    void read(String query, Map<String, Object> parameters, RowCallbackHandler row) {
        JdbcTemplate fetching = new JdbcTemplate(database.jdbc().getDataSource());
        fetching.setFetchSize(FETCHED);
        Object unused = database.transaction(() -> {
            JdbcClient.create(fetching).sql(query).params(parameters).query(row);
            return null;
        });
    }

    /** Keeps a span if there were no changes but those; gives whether it does. */
    boolean keep(UsageSpan span, SpanSketch sketch, long changes) {
        return database.transaction(() -> {
            int unchanged = database.sql()
                    .sql("update usage_change set latest = latest + 1 where latest = :changes")
                    .param("changes", changes)
                    .update();
            if (unchanged > 0) {
                insert(insert(span), sketch);
            }
            return unchanged > 0;
        });
    }

    private long insert(UsageSpan span) {
        KeyHolder key = new GeneratedKeyHolder();
        database.sql()
                .sql(KEEP)
                .params(span.range().parameters())
                .param("records", span.records())
                .param("failed", span.failed())
                .param("latency", span.maxLatencyMs())
                .param("minCost", span.minCost(), Types.NUMERIC)
                .param("maxCost", span.maxCost(), Types.NUMERIC)
                .param("sought", span.sought().bytes())
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    private void insert(long span, SpanSketch sketch) {
        List<Object[]> rows = new ArrayList<>();
        sketch.columns().forEach((field, codes) -> rows.add(new Object[] {span, field, codes}));
        database.jdbc().batchUpdate("insert into usage_span_sketch (span, field, codes) values (?, ?, ?)", rows);
    }
}

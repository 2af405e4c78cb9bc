package dev.serai.usage;

import dev.serai.usage.RequestFilter.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks for requests from the newest back, so many records at a time: what has been found when time is over is not lost. Spans of
 * records that can hold none of them are passed unread, and of others those records that cannot fit. The text of its queries is made
 * of fixed words alone.
 */
final class RequestSearch {

    /** Not what they used beside: see {@link UsageRecord#isBeside}. */
    static final String REQUESTS = "(attempts > 0 or error is not null and error not in ('overtaken', 'replaced')"
            + " or error is null and prompt_tokens + completion_tokens = 0 and images = 0 and characters = 0"
            + " and audio_ms = 0 and search_units = 0 and video_ms = 0)";

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    /** Takes far less than the patience of who asks. */
    private static final int LARGEST_STEP = 32_000;

    private static final int CANDIDATES = 100;
    private static final Comparator<UsageRecord> NEWEST_FIRST =
            Comparator.comparing(UsageRecord::at).thenComparing(UsageRecord::id).reversed();

    private final JdbcClient sql;
    private final RequestFilter filter;
    private final RequestPosition end;
    private final SpanWay way;

    RequestSearch(JdbcClient sql, RequestFilter filter) {
        this.sql = sql;
        this.filter = filter;
        this.end = filter.from() == null ? SpanStore.START : new RequestPosition(filter.from(), 0);
        this.way = new SpanWay(sql, filter);
    }

    /**
     * The first that fit.
     *
     * @param before older than this one; null for the newest
     * @param step so many records are looked at first, and each time twice as many
     * @param patience after which no more are, but for the first
     */
    RequestPage page(RequestPosition before, int size, int step, Duration patience) {
        long began = System.nanoTime();
        BooleanSupplier over = () -> System.nanoTime() - began >= patience.toNanos();
        List<UsageRecord> found = new ArrayList<>();
        RequestPosition position = beginning(before);
        SpanWay.Part part = new SpanWay.Part(edge(position, end, step), false, null);
        int records = step;
        while (true) {
            found.addAll(read(position, part, size + 1 - found.size()));
            if (found.size() > size) { // one more, to know whether there is a next page
                return new RequestPage(found.subList(0, size), RequestPosition.of(found.get(size - 1)), true);
            }
            position = part.edge().equals(end) ? end : way.pass(part.edge(), over);
            if (position.compareTo(end) <= 0) {
                return new RequestPage(found, null, true);
            }
            if (over.getAsBoolean()) {
                return new RequestPage(found, position, false);
            }
            records = Math.min(LARGEST_STEP, 2 * records);
            part = way.next(position, end);
            if (!part.few()) {
                part = new SpanWay.Part(edge(position, part.edge(), records), false, null);
            }
        }
    }

    /** These are found by their index. */
    private boolean isOfOneId() {
        return filter.only().containsKey(Field.REQUEST_ID);
    }

    private RequestPosition beginning(RequestPosition before) {
        Instant to = filter.to() == null ? LAST : filter.to();
        return before != null && before.at().isBefore(to) ? before : new RequestPosition(to, 0);
    }

    /** The position of the record so many after a position; the border if there are not so many until there. */
    private RequestPosition edge(RequestPosition before, RequestPosition border, int records) {
        return isOfOneId()
                ? end
                : new RequestRange(before, border).after(records, sql).orElse(border);
    }

    private List<UsageRecord> read(RequestPosition before, SpanWay.Part part, int size) {
        return part.candidates() == null
                ? between(before, part.edge(), size)
                : among(part.candidates(), new RequestRange(before, part.edge()), size);
    }

    /** Some candidates at a time, until there are enough that fit. */
    private List<UsageRecord> among(List<Long> candidates, RequestRange range, int size) {
        List<UsageRecord> found = new ArrayList<>();
        for (int i = 0; i < candidates.size() && found.size() < size; i += CANDIDATES) {
            sql
                    .sql("select * from usage_record where id in (:ids) and " + REQUESTS + conditions(filter))
                    .params(parameters(range.before(), range.edge(), size))
                    .param("ids", candidates.subList(i, Math.min(candidates.size(), i + CANDIDATES)))
                    .query(UsageRecord::of)
                    .list()
                    .stream()
                    .filter(range::has)
                    .sorted(NEWEST_FIRST)
                    .limit(size - found.size())
                    .forEach(found::add);
        }
        return found;
    }

    private List<UsageRecord> between(RequestPosition before, RequestPosition edge, int size) {
        return sql.sql(query(filter))
                .params(parameters(before, edge, size))
                .query(UsageRecord::of)
                .list();
    }

    /** What fits between two positions. */
    static String query(RequestFilter filter) {
        return "select *" + RequestRange.RECORDS + " and " + REQUESTS + conditions(filter) + RequestRange.NEWEST
                + " limit :size";
    }

    private static String conditions(RequestFilter filter) {
        StringBuilder conditions = new StringBuilder()
                .append(filter.minLatencyMs() == null ? "" : " and latency_ms >= :latency")
                .append(filter.minCost() == null ? "" : " and cost >= :minCost")
                .append(filter.maxCost() == null ? "" : " and cost <= :maxCost")
                .append(filter.failed() ? " and (status >= 400 or error is not null)" : "")
                .append(filter.status() == null ? "" : " and status = :status");
        filter.only().keySet().forEach(field -> conditions.append(" and " + field.word() + " = :" + field.word()));
        return conditions.toString();
    }

    /** Those of {@link #query}. */
    Map<String, Object> parameters(RequestPosition before, RequestPosition edge, int size) {
        Map<String, Object> parameters = new RequestRange(before, edge).parameters();
        parameters.put("size", size);
        filter.only().forEach((field, value) -> parameters.put(field.word(), value));
        parameters.put("status", filter.status());
        parameters.put("latency", filter.minLatencyMs());
        parameters.put("minCost", filter.minCost());
        parameters.put("maxCost", filter.maxCost());
        return parameters;
    }
}

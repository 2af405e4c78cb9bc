package dev.serai.usage;

import dev.serai.usage.RequestFilter.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks for requests from the newest back, so many records at a time: what has been found when time is over is not lost. The text
 * of its queries is made of fixed words alone.
 */
final class RequestSearch {

    /** Not what they used beside: see {@link UsageRecord#isBeside}. */
    static final String REQUESTS = "(attempts > 0 or error is not null and error not in ('overtaken', 'replaced')"
            + " or error is null and prompt_tokens + completion_tokens = 0 and images = 0 and characters = 0"
            + " and audio_ms = 0 and search_units = 0 and video_ms = 0)";

    private static final String BETWEEN =
            " from usage_record where at <= :beforeAt and (at < :beforeAt or id < :beforeId)"
                    + " and at >= :edgeAt and (at > :edgeAt or id >= :edgeId)";
    private static final String NEWEST = " order by at desc, id desc limit :size";

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    /** Takes far less than the patience of who asks. */
    private static final int LARGEST_STEP = 32_000;

    private final JdbcClient sql;
    private final RequestFilter filter;
    private final RequestPosition end;

    RequestSearch(JdbcClient sql, RequestFilter filter) {
        this.sql = sql;
        this.filter = filter;
        this.end = new RequestPosition(filter.from() == null ? FIRST : filter.from(), 0);
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
        List<UsageRecord> found = new ArrayList<>();
        RequestPosition position = beginning(before);
        int records = step;
        do {
            RequestPosition edge = isOfOneId() ? end : edge(position, records);
            found.addAll(between(position, edge, size + 1 - found.size()));
            if (found.size() > size) { // one more, to know whether there is a next page
                return new RequestPage(found.subList(0, size), RequestPosition.of(found.get(size - 1)), true);
            }
            if (edge.equals(end)) {
                return new RequestPage(found, null, true);
            }
            position = edge;
            records = Math.min(LARGEST_STEP, 2 * records);
        } while (System.nanoTime() - began < patience.toNanos());
        return new RequestPage(found, position, false);
    }

    /** These are found by their index. */
    private boolean isOfOneId() {
        return filter.only().containsKey(Field.REQUEST_ID);
    }

    private RequestPosition beginning(RequestPosition before) {
        Instant to = filter.to() == null ? LAST : filter.to();
        return before != null && before.at().isBefore(to) ? before : new RequestPosition(to, 0);
    }

    /** That of the record so many after a position; of the search's end if there are not so many. */
    private RequestPosition edge(RequestPosition before, int records) {
        return sql.sql("select at, id" + BETWEEN + NEWEST + " offset :records")
                .params(range(before, end, 1))
                .param("records", records)
                .query((row, number) -> new RequestPosition(
                        row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("id")))
                .optional()
                .orElse(end);
    }

    private List<UsageRecord> between(RequestPosition before, RequestPosition edge, int size) {
        return sql.sql(query(filter))
                .params(parameters(before, edge, size))
                .query(UsageRecord::of)
                .list();
    }

    /** What fits between two positions. */
    static String query(RequestFilter filter) {
        StringBuilder query = new StringBuilder("select *" + BETWEEN + " and " + REQUESTS)
                .append(filter.minLatencyMs() == null ? "" : " and latency_ms >= :latency")
                .append(filter.minCost() == null ? "" : " and cost >= :minCost")
                .append(filter.maxCost() == null ? "" : " and cost <= :maxCost")
                .append(filter.failed() ? " and (status >= 400 or error is not null)" : "")
                .append(filter.status() == null ? "" : " and status = :status");
        filter.only().keySet().forEach(field -> query.append(" and " + field.word() + " = :" + field.word()));
        return query.append(NEWEST).toString();
    }

    /** Those of {@link #query}. */
    Map<String, Object> parameters(RequestPosition before, RequestPosition edge, int size) {
        Map<String, Object> parameters = range(before, edge, size);
        filter.only().forEach((field, value) -> parameters.put(field.word(), value));
        parameters.put("status", filter.status());
        parameters.put("latency", filter.minLatencyMs());
        parameters.put("minCost", filter.minCost());
        parameters.put("maxCost", filter.maxCost());
        return parameters;
    }

    private static Map<String, Object> range(RequestPosition before, RequestPosition edge, int size) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("beforeAt", before.at().atOffset(ZoneOffset.UTC));
        parameters.put("beforeId", before.id());
        parameters.put("edgeAt", edge.at().atOffset(ZoneOffset.UTC));
        parameters.put("edgeId", edge.id());
        parameters.put("size", size);
        return parameters;
    }
}

package dev.serai.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.serai.store.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks the database what was used. The text of a query is made of fixed words alone; whatever a user says is a
 * parameter.
 */
public final class UsageQueries {

    /** What sums can be told apart by, and all queries narrowed to. */
    public enum Dimension {
        PROJECT,
        TOKEN,
        PROVIDER,
        MODEL;

        /** As columns, parameters and answers call it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Over which time sums are kept. */
    public enum Interval {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Interval(ChronoUnit unit) {
            this.unit = unit;
        }

        /** As tables, parameters and answers call it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The beginning of the interval that a moment lies in, by UTC. */
        public Instant beginning(Instant moment) {
            return moment.truncatedTo(unit);
        }
    }

    /**
     * Which usage is meant.
     *
     * @param from the first moment
     * @param to the first moment after
     * @param only what dimensions have to be; those that are absent may be anything
     */
    public record Filter(Instant from, Instant to, Map<Dimension, String> only) {}

    /**
     * Usage of an interval or of all the time, by some dimensions or of all.
     *
     * @param period beginning of the interval, or null
     * @param group the dimensions' values, null where a request had none
     * @param cost of those requests that have a price; null if none has
     * @param unpriced how many requests have no price
     * @param saved by answers that were given before
     */
    public record Sum(
            Instant period,
            Map<Dimension, String> group,
            long requests,
            long errors,
            long promptTokens,
            long completionTokens,
            long cachedTokens,
            long cacheWriteTokens,
            long reasoningTokens,
            long images,
            long characters,
            long audioMs,
            long searchUnits,
            long videoMs,
            BigDecimal cost,
            long unpriced,
            @JsonUnwrapped SavedSum saved) {}

    private static final String SUMS = """
            sum(requests) as requests, sum(errors) as errors, sum(unpriced) as unpriced, sum(prompt_tokens) as prompt_tokens,
            sum(completion_tokens) as completion_tokens, sum(cached_tokens) as cached_tokens, sum(images) as images,
            sum(cache_write_tokens) as cache_write_tokens, sum(reasoning_tokens) as reasoning_tokens, sum(video_ms) as video_ms,
            sum(characters) as characters, sum(audio_ms) as audio_ms, sum(search_units) as search_units, coalesce(sum(cost), 0) as cost,
            sum(cached) as cached, sum(saved_tokens) as saved_tokens, coalesce(sum(saved_cost), 0) as saved_cost
            """;

    private final Database database;

    public UsageQueries(Database database) {
        this.database = database;
    }

    /**
     * Sums of usage in the intervals that begin within the filter's time.
     *
     * @param interval of which sums are asked for; null for one over all the time
     * @param groupBy what they are told apart by; empty for nothing
     * @param size most sums to give
     */
    public List<Sum> sums(Filter filter, Interval interval, List<Dimension> groupBy, int size) {
        List<String> columns = new ArrayList<>();
        if (interval != null) {
            columns.add("period");
        }
        groupBy.forEach(dimension -> columns.add(dimension.word()));
        Map<String, Object> parameters = parameters(filter, size);
        String list = String.join(", ", columns);
        String query = "select " + (columns.isEmpty() ? "" : list + ", ") + SUMS
                + " from usage_" + (interval == null ? Interval.HOUR : interval).word()
                + " where period >= :from and period < :to" + conditions(filter)
                + (columns.isEmpty() ? "" : " group by " + list + " order by " + list)
                + " limit :size";
        return database.sql()
                .sql(query)
                .params(parameters)
                .query((row, number) -> sum(row, interval, groupBy))
                .list();
    }

    /**
     * Single requests, the newest first.
     *
     * @param status of this HTTP status only; null for all
     * @param requestId of this request only; empty for all
     * @param before older than this record; {@link Long#MAX_VALUE} for the newest
     */
    public List<UsageRecord> records(Filter filter, Integer status, String requestId, long before, int size) {
        Map<String, Object> parameters = parameters(filter, size);
        parameters.put("before", before);
        StringBuilder query = new StringBuilder("select * from usage_record where at >= :from and at < :to")
                .append(conditions(filter));
        if (before < Long.MAX_VALUE) {
            // numbers are taken in blocks: they tell records apart, but not always which is newer
            query.append(" and (at, id) < (select at, id from usage_record where id = :before)");
        }
        if (status != null) {
            parameters.put("status", status);
            query.append(" and status = :status");
        }
        if (!requestId.isEmpty()) {
            parameters.put("requestId", requestId);
            query.append(" and request_id = :requestId");
        }
        return database.sql()
                .sql(query.append(" order by at desc, id desc limit :size").toString())
                .params(parameters)
                .query(UsageRecord::of)
                .list();
    }

    private static Map<String, Object> parameters(Filter filter, int size) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("from", filter.from().atOffset(ZoneOffset.UTC));
        parameters.put("to", filter.to().atOffset(ZoneOffset.UTC));
        parameters.put("size", size);
        filter.only().forEach((dimension, value) -> parameters.put(dimension.word(), value));
        return parameters;
    }

    private static String conditions(Filter filter) {
        return filter.only().keySet().stream()
                .map(dimension -> " and " + dimension.word() + " = :" + dimension.word())
                .collect(Collectors.joining());
    }

    private static Sum sum(ResultSet row, Interval interval, List<Dimension> groupBy) throws SQLException {
        Map<Dimension, String> group = new EnumMap<>(Dimension.class);
        for (Dimension dimension : groupBy) {
            String value = row.getString(dimension.word());
            group.put(dimension, value.isEmpty() ? null : value);
        }
        long requests = SumColumns.count(row, "requests");
        long unpriced = SumColumns.count(row, "unpriced");
        BigDecimal cost = row.getBigDecimal("cost");
        boolean known = unpriced == 0 || unpriced < requests || cost.signum() > 0;
        return new Sum(
                interval == null
                        ? null
                        : row.getObject("period", OffsetDateTime.class).toInstant(),
                group,
                requests,
                SumColumns.count(row, "errors"),
                SumColumns.count(row, "prompt_tokens"),
                SumColumns.count(row, "completion_tokens"),
                SumColumns.count(row, "cached_tokens"),
                SumColumns.count(row, "cache_write_tokens"),
                SumColumns.count(row, "reasoning_tokens"),
                SumColumns.count(row, "images"),
                SumColumns.count(row, "characters"),
                SumColumns.count(row, "audio_ms"),
                SumColumns.count(row, "search_units"),
                SumColumns.count(row, "video_ms"),
                known ? UsageRecord.exact(cost) : null,
                unpriced,
                SavedSum.of(row));
    }
}

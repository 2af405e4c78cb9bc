package dev.serai.usage;

import dev.serai.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log of requests. A page is the first entries of an index, however many requests there are and whichever filter narrows
 * them; of several filters, the one that fewest requests have leads. The text of a query is made of fixed words alone.
 */
public final class RequestQueries {

    /** What takes longer is given up: it would be asked once more by whoever has lost patience. */
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** So many entries of an index are counted to tell which leads. */
    private static final int PROBE = 1000;

    private static final int LOWEST = -1000;
    /** Not what they used beside. */
    private static final String REQUESTS = " and ending is not null";

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Database database;

    public RequestQueries(Database database) {
        this.database = database;
    }

    /**
     * Requests, the newest first.
     *
     * @param before older than this one; null for the newest
     * @throws dev.serai.wire.ApiException 503 if they cannot be found in time
     */
    public List<UsageRecord> page(RequestFilter filter, RequestPosition before, int size) {
        return database.within(LONGEST, "narrow it by time, or by a token, project or model", sql -> {
            Optional<RequestIndex> index = leading(filter, sql);
            if (index.isPresent() && index.get().values().isEmpty()) {
                return List.of();
            }
            Map<String, Object> parameters = parameters(filter, before);
            parameters.put("size", size);
            String conditions =
                    conditions(filter, before, index.map(RequestIndex::column).orElse(""));
            String query = index.map(it -> query(it, conditions, parameters))
                    .orElseGet(() -> "select * from usage_record where " + conditions + REQUESTS
                            + " order by at desc, id desc limit :size");
            return sql.sql(query).params(parameters).query(UsageRecord::of).list();
        });
    }

    /** All of one request; empty where there is none of that number. */
    public Optional<RequestDetails> find(long id) {
        return database.sql()
                .sql("select * from usage_record where id = :id and ending is not null")
                .param("id", id)
                .query((row, number) -> {
                    UsageRecord request = UsageRecord.of(row, number);
                    return new RequestDetails(request, RequestTimeline.of(row.getString("timeline")), others(request));
                })
                .optional();
    }

    private List<UsageRecord> others(UsageRecord request) {
        return database.sql()
                .sql(
                        "select * from usage_record where request_id = :request and at = :at and ending is null order by id"
                                + " limit " + PROBE)
                .param("request", request.requestId())
                .param("at", request.at().atOffset(ZoneOffset.UTC))
                .query(UsageRecord::of)
                .list();
    }

    private static Optional<RequestIndex> leading(RequestFilter filter, JdbcClient sql) {
        List<RequestIndex> indexes = new ArrayList<>(RequestIndex.of(filter));
        if (filter.failed() && filter.status() == null) {
            indexes.add(new RequestIndex(RequestIndex.ENDING, failures(sql)));
        }
        if (indexes.size() < 2) {
            return indexes.stream().findFirst();
        }
        Map<String, Object> parameters = parameters(filter, null);
        return indexes.stream().min(Comparator.comparingInt(index -> entries(index, parameters, sql)));
    }

    private static int entries(RequestIndex index, Map<String, Object> time, JdbcClient sql) {
        int entries = 0;
        for (Object value : index.values()) {
            entries += sql.sql("select count(*) from (select at from usage_record where " + index.column()
                            + " = :value and at >= :from and at < :to limit " + PROBE + ") counted")
                    .param("value", value)
                    .param("from", time.get("from"))
                    .param("to", time.get("to"))
                    .query(Integer.class)
                    .single();
            if (entries >= PROBE) {
                break;
            }
        }
        return entries;
    }

    /** The endings of failures that there are: of hundreds that there could be, some. */
    private static List<Integer> failures(JdbcClient sql) {
        List<Integer> found = new ArrayList<>();
        Optional<Integer> next = nextEnding(LOWEST, sql);
        while (next.isPresent()) {
            int ending = next.get();
            boolean failure = ending < 0 || ending >= RequestIndex.ERROR;
            if (failure) {
                found.add(ending);
            }
            next = nextEnding(failure ? ending : RequestIndex.ERROR - 1, sql);
        }
        return found;
    }

    private static Optional<Integer> nextEnding(int last, JdbcClient sql) {
        return sql.sql("select ending from usage_record where ending > :last order by ending limit 1")
                .param("last", last)
                .query(Integer.class)
                .optional();
    }

    /** The first entries of each of the index's values, and of those the first: rows are read of these alone. */
    private static String query(RequestIndex index, String conditions, Map<String, Object> parameters) {
        List<String> parts = new ArrayList<>();
        boolean several = index.values().size() > 1;
        for (Object value : index.values()) {
            String name = "lead" + parts.size();
            parameters.put(name, value);
            parts.add("select " + (several ? "at, id" : "*") + " from usage_record where " + index.column() + " = :"
                    + name
                    + " and " + conditions + (index.isOfRequests() ? "" : REQUESTS) + " order by " + index.column()
                    + ", at desc, id desc limit :size");
        }
        return several
                ? "select found.* from ((" + String.join(") union all (", parts)
                        + ") order by at desc, id desc limit :size) first"
                        + " join usage_record found on found.id = first.id order by found.at desc, found.id desc"
                : parts.get(0);
    }

    private static Map<String, Object> parameters(RequestFilter filter, RequestPosition before) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("from", (filter.from() == null ? FIRST : filter.from()).atOffset(ZoneOffset.UTC));
        parameters.put("to", (filter.to() == null ? LAST : filter.to()).atOffset(ZoneOffset.UTC));
        filter.only().forEach((field, value) -> parameters.put(field.word(), value));
        parameters.put("status", filter.status());
        parameters.put("latency", filter.minLatencyMs());
        parameters.put("minCost", filter.minCost());
        parameters.put("maxCost", filter.maxCost());
        if (before != null) {
            parameters.put("beforeAt", before.at().atOffset(ZoneOffset.UTC));
            parameters.put("beforeId", before.id());
        }
        return parameters;
    }

    /**
     * All but what the leading index says. What stands in it comes before what takes the row to tell; what stands in another
     * one is asked for in a way that keeps a database from taking that, whose entries it would have to sort.
     */
    private static String conditions(RequestFilter filter, RequestPosition before, String leading) {
        boolean byEnding = leading.equals(RequestIndex.ENDING);
        StringBuilder conditions = new StringBuilder("at >= :from and at < :to")
                .append(before == null ? "" : " and at <= :beforeAt and (at < :beforeAt or id < :beforeId)")
                .append(filter.minLatencyMs() == null ? "" : " and latency_ms >= :latency")
                .append(filter.minCost() == null ? "" : " and cost >= :minCost")
                .append(filter.maxCost() == null ? "" : " and cost <= :maxCost")
                .append(byEnding || !filter.failed() ? "" : " and (ending < 0 or ending >= " + RequestIndex.ERROR + ")")
                .append(byEnding || filter.status() == null ? "" : " and ending + 0 in (:status, 0 - :status)");
        filter.only().keySet().stream()
                .map(RequestFilter.Field::word)
                .filter(column -> !column.equals(leading))
                .forEach(column -> conditions.append(" and " + column + " || '' = :" + column));
        return conditions.toString();
    }
}

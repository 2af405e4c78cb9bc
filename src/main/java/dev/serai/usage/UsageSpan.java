package dev.serai.usage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What the requests of a part of the log have in common.
 *
 * @param id its number; 0 for a new one
 * @param records how many requests it has; none fits any filter where there is none
 * @param failed whether any failed
 * @param maxLatencyMs how long the slowest took
 * @param minCost the least that one cost; null if no cost is known
 * @param maxCost the most that one cost; null if no cost is known
 * @param sought names of all, each with its field, and statuses
 */
record UsageSpan(
        long id,
        RequestRange range,
        int records,
        boolean failed,
        double maxLatencyMs,
        BigDecimal minCost,
        BigDecimal maxCost,
        Bloom sought) {

    /** What of a record is looked into. */
    static final String COLUMNS = "id, project, token, alias, provider, model, status, error, cost, latency_ms";

    /** Reads one that was kept. */
    static UsageSpan of(ResultSet row, int number) throws SQLException {
        return new UsageSpan(
                row.getLong("id"),
                new RequestRange(
                        RequestRange.position(row, "to_at", "to_id"), RequestRange.position(row, "from_at", "from_id")),
                row.getInt("records"),
                row.getBoolean("failed"),
                row.getDouble("max_latency_ms"),
                row.getBigDecimal("min_cost"),
                row.getBigDecimal("max_cost"),
                new Bloom(row.getBytes("sought")));
    }

    /** Whether a request of it may be one of those; if not, none is. */
    boolean mayHold(Sought sought) {
        RequestFilter filter = sought.filter();
        return records > 0
                && (failed || !filter.failed())
                && (filter.minLatencyMs() == null || maxLatencyMs >= filter.minLatencyMs())
                && (filter.minCost() == null || (maxCost != null && maxCost.compareTo(filter.minCost()) >= 0))
                && (filter.maxCost() == null || (minCost != null && minCost.compareTo(filter.maxCost()) <= 0))
                && sought.hashes().stream().allMatch(this.sought::mayHold);
    }

    /** A filter, made ready once for many spans. */
    record Sought(RequestFilter filter, Set<Long> hashes) {

        static Sought of(RequestFilter filter) {
            Set<Long> hashes = new HashSet<>();
            filter.only().forEach((field, value) -> hashes.add(hash(field.word(), value)));
            if (filter.status() != null) {
                hashes.add(hash("status", filter.status().toString()));
            }
            return new Sought(filter, hashes);
        }
    }

    private static long hash(String column, String value) {
        return Bloom.hash(column + '=' + value);
    }

    /** One that is being made, request by request. */
    static final class Draft {

        private static final String[] NAMES = {"project", "token", "alias", "provider", "model", "status"};

        private final Set<Long> hashes = new HashSet<>();
        private final SpanSketch.Draft sketch = new SpanSketch.Draft();
        private int records;
        private boolean failed;
        private double maxLatencyMs;
        private BigDecimal minCost;
        private BigDecimal maxCost;

        void add(ResultSet row) throws SQLException {
            records++;
            sketch.add(row);
            for (String name : NAMES) {
                String value = row.getString(name);
                if (value != null) {
                    hashes.add(hash(name, value));
                }
            }
            failed |= UsageRecord.failed(row.getInt("status"), row.getString("error"));
            maxLatencyMs = Math.max(maxLatencyMs, row.getDouble("latency_ms"));
            BigDecimal cost = row.getBigDecimal("cost");
            if (cost != null) {
                minCost = minCost == null ? cost : minCost.min(cost);
                maxCost = maxCost == null ? cost : maxCost.max(cost);
            }
        }

        UsageSpan of(RequestRange range) {
            return new UsageSpan(0, range, records, failed, maxLatencyMs, minCost, maxCost, Bloom.of(hashes));
        }

        SpanSketch sketch() {
            return sketch.sketch();
        }
    }
}

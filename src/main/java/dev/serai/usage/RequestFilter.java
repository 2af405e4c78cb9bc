package dev.serai.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Which requests of the log are meant.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param only what these have to be; those that are absent may be anything
 * @param status of this HTTP status only; null for all
 * @param failed those only that got no answer, or no whole one
 * @param minLatencyMs those only that took at least so long; null for all
 * @param minCost those only that cost at least so much; null for all
 * @param maxCost those only that cost at most so much; null for all
 */
public record RequestFilter(
        Instant from,
        Instant to,
        Map<Field, String> only,
        Integer status,
        boolean failed,
        Long minLatencyMs,
        BigDecimal minCost,
        BigDecimal maxCost) {

    /** What is one of many names. */
    public enum Field {
        REQUEST_ID,
        TOKEN,
        PROJECT,
        /** As the client named it. */
        ALIAS,
        /** As the provider that was asked last knows it. */
        MODEL,
        PROVIDER;

        private String of(UsageRecord record) {
            return switch (this) {
                case REQUEST_ID -> record.requestId();
                case TOKEN -> record.token();
                case PROJECT -> record.project();
                case ALIAS -> record.alias();
                case MODEL -> record.model();
                case PROVIDER -> record.provider();
            };
        }

        /** As columns and parameters call it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a request that has just ended is one of them, whenever that was. */
    public boolean matches(UsageRecord record) {
        return only.entrySet().stream()
                        .allMatch(it -> it.getValue().equals(it.getKey().of(record)))
                && (status == null || status == record.status())
                && (!failed || record.failed())
                && (minLatencyMs == null || record.latencyMs() >= minLatencyMs)
                && isWithin(record.cost());
    }

    private boolean isWithin(BigDecimal cost) {
        if (cost == null) {
            return minCost == null && maxCost == null;
        }
        return (minCost == null || cost.compareTo(minCost) >= 0) && (maxCost == null || cost.compareTo(maxCost) <= 0);
    }
}

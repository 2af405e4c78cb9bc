package dev.serai.admin;

import dev.serai.access.Scope;
import dev.serai.usage.UsageQueries.Dimension;
import dev.serai.usage.UsageQueries.Filter;
import dev.serai.usage.UsageQueries.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a query says of usage. */
final class UsageQuery {

    private static final Duration USUAL = Duration.ofDays(1);

    private final Parameters parameters;

    /** Takes what is asked, of what somebody sees. */
    UsageQuery(String operationId, Scope scope, Map<String, String> query) {
        parameters = new Parameters(operationId, scope.narrowed(query));
    }

    Parameters parameters() {
        return parameters;
    }

    /** The last day where no time is given. */
    Filter filter() {
        Instant to = parameters.time("to", Instant.now());
        Instant from = parameters.time("from", to.minus(USUAL));
        if (!from.isBefore(to)) {
            parameters.faults().add("from", "must be before to");
        }
        Map<Dimension, String> only = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            String value = parameters.text(dimension.word());
            if (!value.isEmpty()) {
                only.put(dimension, value);
            }
        }
        return new Filter(from, to, only);
    }

    /** The same, from the beginning of the interval that it begins in: sums know no smaller times. */
    Filter filter(Interval interval) {
        Filter filter = filter();
        Interval unit = interval == null ? Interval.HOUR : interval;
        return new Filter(unit.beginning(filter.from()), filter.to(), filter.only());
    }

    Interval interval() {
        return parameters.word("interval", Interval.class);
    }

    List<Dimension> groupBy() {
        return parameters.words("group_by", Dimension.class);
    }

    /** Null for any. */
    Integer status() {
        long status = parameters.number("status", 0);
        return status == 0 ? null : (int) status;
    }
}

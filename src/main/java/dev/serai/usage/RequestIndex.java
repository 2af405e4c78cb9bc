package dev.serai.usage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An index of the log, and which of its values a filter is looked for by: its entries come in the order of time within each of
 * those.
 *
 * @param column by which it leads
 * @param values of it; several where a filter is a range
 */
record RequestIndex(String column, List<?> values) {

    static final String ENDING = "ending";
    static final int ERROR = 400;

    private static final String COST = "cost_class";
    private static final String LATENCY = "latency_class";

    /** As {@code V10} makes classes of costs and times. */
    private static final int CLASSES_OF_TEN = 4;

    private static final int FREE = -33;
    private static final int LEAST_COST = -32;
    private static final int MOST_COST = 16;
    private static final int MOST_LATENCY = 24;

    /** Those that a filter can be looked for by, apart from what has failed. */
    static List<RequestIndex> of(RequestFilter filter) {
        List<RequestIndex> found = new ArrayList<>();
        Map<RequestFilter.Field, String> only = new EnumMap<>(RequestFilter.Field.class);
        only.putAll(filter.only());
        only.forEach((field, value) -> found.add(new RequestIndex(field.word(), List.of(value))));
        if (filter.status() != null) {
            found.add(new RequestIndex(ENDING, endings(filter.status(), filter.failed())));
        }
        if (filter.minCost() != null || filter.maxCost() != null) {
            found.add(costs(filter.minCost(), filter.maxCost()));
        }
        if (filter.minLatencyMs() != null) {
            found.add(range(
                    LATENCY,
                    Math.min(MOST_LATENCY, classOf((double) Math.max(1, filter.minLatencyMs()))),
                    MOST_LATENCY));
        }
        return found;
    }

    /** Of a status, and whether it was one of failures only. */
    private static List<Integer> endings(int status, boolean failed) {
        if (status >= ERROR) {
            return List.of(status);
        }
        return failed ? List.of(-status) : List.of(status, -status);
    }

    /** Whether what is no request of its own has no value in it. */
    boolean isOfRequests() {
        return column.equals(ENDING) || column.equals(COST) || column.equals(LATENCY);
    }

    private static RequestIndex costs(BigDecimal least, BigDecimal most) {
        return range(COST, classOf(least, FREE), classOf(most, MOST_COST));
    }

    private static int classOf(BigDecimal cost, int otherwise) {
        if (cost == null) {
            return otherwise;
        }
        return cost.signum() <= 0 ? FREE : Math.max(LEAST_COST, Math.min(MOST_COST, classOf(cost.doubleValue())));
    }

    private static int classOf(double value) {
        return (int) Math.floor(CLASSES_OF_TEN * Math.log10(value));
    }

    /** Nothing where it ends before it begins. */
    private static RequestIndex range(String column, int first, int last) {
        return new RequestIndex(
                column, IntStream.rangeClosed(first, last).boxed().toList());
    }
}

package dev.serai.admin;

import dev.serai.access.Scope;
import dev.serai.usage.RequestFilter;
import dev.serai.usage.RequestFilter.Field;
import dev.serai.usage.RequestPosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What a query says of the log of requests. */
final class RequestLogQuery {

    private final Parameters parameters;

    /** Takes what is asked, of what somebody sees. */
    RequestLogQuery(String operationId, Scope scope, Map<String, String> query) {
        parameters = new Parameters(operationId, scope.narrowed(query));
    }

    Parameters parameters() {
        return parameters;
    }

    /** Of all time where none is given. */
    RequestFilter filter() {
        Instant from = parameters.time("from", null);
        Instant to = parameters.time("to", null);
        if (from != null && to != null && !from.isBefore(to)) {
            parameters.faults().add("from", "must be before to");
        }
        Map<Field, String> only = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            String value = parameters.text(field.word());
            if (!value.isEmpty()) {
                only.put(field, value);
            }
        }
        long status = parameters.number("status", 0);
        long latency = parameters.number("min_latency_ms", 0);
        return new RequestFilter(
                from,
                to,
                only,
                status == 0 ? null : (Integer) (int) status,
                parameters.text("failed").equals("true"),
                latency == 0 ? null : (Long) latency,
                amount("min_cost"),
                amount("max_cost"));
    }

    private BigDecimal amount(String name) {
        String text = parameters.text(name);
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    /** Null for the newest. */
    RequestPosition before() {
        String text = parameters.text("before");
        return text.isEmpty() ? null : RequestPosition.of(text);
    }
}

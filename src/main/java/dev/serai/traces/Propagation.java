package dev.serai.traces;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is believed of the headers by which callers say which trace a request belongs to, and what of it goes on: W3C's
 * {@code traceparent} and {@code tracestate}, and {@code baggage} only where it is asked for. Anything malformed or longer
 * than it may be is as if it were not there, as the specification wants it.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
final class Propagation {

    private static final Logger LOG = LoggerFactory.getLogger(Propagation.class);

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final String BAGGAGE = "baggage";

    /** Of version 00; what later ones put behind it is not read. */
    private static final int LONGEST_PARENT = 256;
    /** As much as has to be passed on: https://www.w3.org/TR/trace-context/#tracestate-limits */
    private static final int LONGEST_STATE = 512;

    private static final int MOST_STATES = 32;
    /** Of what providers are sent on a caller's behalf; the specification has 8192 for whoever wants to keep all. */
    private static final int LONGEST_BAGGAGE = 1024;

    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    private final boolean contexts;
    private final boolean baggage;

    /** What {@code OTEL_PROPAGATORS} names. */
    Propagation(List<String> names) {
        contexts = names.contains("tracecontext");
        baggage = names.contains(BAGGAGE);
        List<String> unknown = names.stream()
                .filter(name -> !List.of("tracecontext", BAGGAGE, "none").contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "OTEL_PROPAGATORS: {} is not spoken here, tracecontext and baggage are",
                    String.join(", ", unknown));
        }
    }

    /** Whether providers are told of traces. */
    boolean tellsProviders() {
        return contexts;
    }

    /** The span that a request was sent in; not valid where nobody says so in a way that can be believed. */
    SpanContext parent(Origin origin) {
        List<String> parents = contexts ? origin.headers(PARENT) : List.of();
        if (parents.size() != 1 || parents.get(0).length() > LONGEST_PARENT) {
            return SpanContext.getInvalid();
        }
        Map<String, String> headers = new TreeMap<>(Map.of(PARENT, parents.get(0)));
        List<String> states = origin.headers(STATE);
        String state = states.size() <= MOST_STATES ? String.join(",", states) : "";
        if (!state.isEmpty() && state.length() <= LONGEST_STATE) {
            headers.put(STATE, state);
        }
        Context read = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
        return Span.fromContext(read).getSpanContext();
    }

    /** A state as it is passed on; empty for none. */
    static String text(TraceState state) {
        if (state.isEmpty()) {
            return "";
        }
        StringJoiner text = new StringJoiner(",");
        state.forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }

    /** A caller's baggage as it is passed on; empty for none. */
    String baggage(Origin origin) {
        List<String> given = baggage ? origin.headers(BAGGAGE) : List.of();
        if (given.size() != 1 || given.get(0).length() > LONGEST_BAGGAGE) {
            return "";
        }
        W3CBaggagePropagator propagator = W3CBaggagePropagator.getInstance();
        Map<String, String> written = new TreeMap<>();
        Context read = propagator.extract(Context.root(), Map.of(BAGGAGE, given.get(0)), HEADERS);
        propagator.inject(read, written, (headers, name, value) -> headers.put(name, value));
        String text = written.getOrDefault(BAGGAGE, "");
        return text.length() > LONGEST_BAGGAGE ? "" : text;
    }
}

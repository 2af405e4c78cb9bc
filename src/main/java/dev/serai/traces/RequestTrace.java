package dev.serai.traces;

import dev.serai.call.Call;
import dev.serai.call.TimedAttempt;
import dev.serai.call.Trace;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * The trace of one request: its ids, and what its spans say that nobody knows any more when it has ended.
 *
 * @param id of the trace, the caller's where it has one
 * @param span the id of the request's own span
 * @param parent the caller's span; not valid where it has none
 * @param sampled whether spans are made of it
 * @param headers what providers are told besides
 * @param asked null where no spans are made of it
 * @param answer null where no spans are made of it
 */
record RequestTrace(
        String id, String span, SpanContext parent, boolean sampled, Headers headers, Asked asked, AnswerFacts answer)
        implements Trace {

    private static final String VERSION = "00-";

    /**
     * What goes on to providers beside the ids.
     *
     * @param told whether providers are told of traces at all
     * @param state W3C's {@code tracestate}; may be empty
     * @param baggage W3C's {@code baggage}; may be empty
     */
    record Headers(boolean told, String state, String baggage) {}

    /** How it was asked, as far as a span has it. */
    record Asked(String method, String route, String path, String scheme, String client, String agent) {}

    /** That of a call of which spans are made; null where none are. */
    static RequestTrace sampledOf(Call call) {
        return call.attempts().timeline().trace() instanceof RequestTrace trace && trace.sampled() ? trace : null;
    }

    /** Whether it came by no connection. */
    boolean isOfBackground() {
        return asked.method().isEmpty();
    }

    /** Its own span, for what is a part of it. */
    SpanContext context() {
        TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
        return SpanContext.create(id, span == null ? newSpan() : span, flags, parent.getTraceState());
    }

    /** A new id for a span. */
    static String newSpan() {
        return SpanId.fromLong(notZero());
    }

    /** A new id for a trace; samplers read its second half as a random number. */
    static String newTrace() {
        return TraceId.fromLongs(ThreadLocalRandom.current().nextLong(), notZero());
    }

    private static long notZero() {
        long id = ThreadLocalRandom.current().nextLong();
        return id == 0 ? 1 : id;
    }

    /** Parts of one attempt are told of the same span. */
    @Override
    public void passOn(TimedAttempt asked, BiConsumer<String, String> header) {
        if (!headers.told()) {
            return;
        }
        String own = asked == null || asked.span() == null ? newSpan() : asked.span();
        if (asked != null) {
            asked.span(own);
        }
        header.accept("traceparent", VERSION + id + "-" + own + (sampled ? "-01" : "-00"));
        if (!headers.state().isEmpty()) {
            header.accept("tracestate", headers.state());
        }
        if (!headers.baggage().isEmpty()) {
            header.accept("baggage", headers.baggage());
        }
    }
}

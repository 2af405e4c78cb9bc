package dev.serai.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives spans the ids that their requests went out with, when they are made at a request's end. */
final class GivenIds implements IdGenerator {

    private record Pair(String trace, String span) {}

    private static final ThreadLocal<Pair> GIVEN = new ThreadLocal<>();

    /** Begins a span that has these ids. */
    Span start(SpanBuilder builder, String trace, String span) {
        GIVEN.set(new Pair(trace, span));
        try {
            return builder.startSpan();
        } finally {
            GIVEN.remove();
        }
    }

    @Override
    public String generateSpanId() {
        Pair now = GIVEN.get();
        return now == null ? RequestTrace.newSpan() : now.span();
    }

    @Override
    public String generateTraceId() {
        Pair now = GIVEN.get();
        return now == null ? RequestTrace.newTrace() : now.trace();
    }
}

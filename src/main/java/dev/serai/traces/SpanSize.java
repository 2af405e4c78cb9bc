package dev.serai.traces;

import io.opentelemetry.sdk.trace.data.SpanData;

/** What a span takes in memory, about. */
final class SpanSize {

    /** Itself, its ids and its place in the queue. */
    private static final long SPAN = 1024;

    private static final long ATTRIBUTE = 64;
    private static final long BYTES_PER_CHARACTER = 2;

    private SpanSize() {}

    static long of(SpanData span) {
        long[] size = {SPAN + (ATTRIBUTE * 8L) * span.getEvents().size()};
        span.getAttributes().forEach((key, value) -> size[0] += ATTRIBUTE + text(value));
        return size[0];
    }

    private static long text(Object value) {
        return value instanceof String text ? BYTES_PER_CHARACTER * text.length() : 0;
    }
}

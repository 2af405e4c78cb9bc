package dev.serai.traces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.AnswerStream;
import java.nio.charset.StandardCharsets;

/** A stream that gives what it was given, one by one. */
final class EventsGiven extends AnswerStream {

    private final String[] events;
    private int next;

    EventsGiven(String... events) {
        this.events = events;
    }

    @Override
    protected byte[] next() {
        return next == events.length ? null : events[next++].getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean complete() {
        return next == events.length;
    }

    @Override
    public JsonNode usage() {
        return null;
    }

    @Override
    public long textBytes() {
        return 0;
    }

    @Override
    public JsonNode error() {
        return null;
    }

    @Override
    public long firstContentNanos() {
        return 0;
    }

    @Override
    public boolean endedByUs() {
        return false;
    }

    @Override
    public int malformed() {
        return 0;
    }

    @Override
    public void end(JsonNode error) {}
}

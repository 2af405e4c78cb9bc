package dev.serai.traces;

import dev.serai.support.GivenStream;
import java.nio.charset.StandardCharsets;

/** A stream that gives what it was given, one by one. */
final class EventsGiven extends GivenStream {

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
}

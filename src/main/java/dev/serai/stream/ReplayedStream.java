package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A stream that was there before: its events as they came or, for a step that works with them, OpenAI's; all at once, or so
 * many a second.
 */
public final class ReplayedStream extends AnswerStream {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final byte[] said;
    private final byte[] events;
    private final JsonNode usage;
    private final long textBytes;
    private final int pace;
    private volatile long begunNanos;
    private byte[] rest;
    private int position;
    private long told;
    private volatile boolean read;
    private volatile JsonNode ended;

    /**
     * Takes one.
     *
     * @param said its events in the format of a client that does not speak OpenAI's; null where there are none
     * @param events the same in OpenAI's words
     * @param usage OpenAI's usage object, or null
     * @param textBytes of text in it
     * @param pace events a second; 0 for all at once
     */
    public ReplayedStream(byte[] said, byte[] events, JsonNode usage, long textBytes, int pace) {
        this.said = said;
        this.events = events;
        this.usage = usage;
        this.textBytes = textBytes;
        this.pace = pace;
    }

    @Override
    protected byte[] next() {
        if (begunNanos == 0 && ended == null) {
            begunNanos = System.nanoTime();
            Consumer<byte[]> reader = alongside();
            if (isAsSaid() && reader != null) {
                reader.accept(events);
            }
            rest = isAsSaid() ? said : events;
        }
        if (ended == null && rest != null && position < rest.length) {
            byte[] next = part();
            if (ended == null) {
                return next;
            }
        }
        if (read) {
            return null;
        }
        read = true;
        ends();
        return ended == null ? null : StreamErrors.event(ended);
    }

    private byte[] part() {
        if (pace == 0) {
            position = rest.length;
            return rest;
        }
        awaitTurn();
        int end = EventBytes.end(rest, position);
        byte[] event = Arrays.copyOfRange(rest, position, end);
        position = end;
        told++;
        return event;
    }

    /** Each event has its moment, however late the one before was taken; whoever leaves meanwhile ends the wait. */
    private void awaitTurn() {
        long due = begunNanos + told * TimeUnit.SECONDS.toNanos(1) / pace;
        for (long left = due - System.nanoTime();
                left > 0 && ended == null && !Thread.currentThread().isInterrupted();
                left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
        }
    }

    @Override
    public boolean isAsSaid() {
        return said != null && !isToBeChat();
    }

    @Override
    public boolean complete() {
        return read && ended == null;
    }

    @Override
    public JsonNode usage() {
        return usage;
    }

    @Override
    public long textBytes() {
        return textBytes;
    }

    @Override
    public JsonNode error() {
        return ended;
    }

    @Override
    public long firstContentNanos() {
        return begunNanos;
    }

    @Override
    public boolean endedByUs() {
        return ended != null;
    }

    @Override
    public int malformed() {
        return 0;
    }

    @Override
    public void end(JsonNode error) {
        ended = error;
    }

    @Override
    public void close() {
        isOver();
    }
}

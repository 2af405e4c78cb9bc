package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** A stream that was there before: all of its events at once, as they came or, for a step that works with them, OpenAI's. */
public final class ReplayedStream extends AnswerStream {

    private final byte[] said;
    private final byte[] events;
    private final JsonNode usage;
    private final long textBytes;
    private volatile long begunNanos;
    private volatile boolean read;
    private volatile JsonNode ended;

    /**
     * Takes one.
     *
     * @param said its events in the format of a client that does not speak OpenAI's; null where there are none
     * @param events the same in OpenAI's words
     * @param usage OpenAI's usage object, or null
     * @param textBytes of text in it
     */
    public ReplayedStream(byte[] said, byte[] events, JsonNode usage, long textBytes) {
        this.said = said;
        this.events = events;
        this.usage = usage;
        this.textBytes = textBytes;
    }

    @Override
    protected byte[] next() {
        if (begunNanos == 0 && ended == null) {
            begunNanos = System.nanoTime();
            Consumer<byte[]> reader = alongside();
            if (isAsSaid() && reader != null) {
                reader.accept(events);
            }
            return isAsSaid() ? said : events;
        }
        if (read) {
            return null;
        }
        read = true;
        ends();
        return ended == null ? null : StreamErrors.event(ended);
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

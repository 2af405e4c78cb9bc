package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;

/** What another client gets of a {@link SharedStream}: it can be left, and ended, by itself. */
final class FollowedStream extends AnswerStream {

    private final SharedStream shared;
    private final SharedReader reader;
    private volatile long firstNanos;
    private volatile boolean read;
    private volatile JsonNode ended;

    FollowedStream(SharedStream shared, SharedReader reader) {
        super(shared.isEvents());
        this.shared = shared;
        this.reader = reader;
    }

    @Override
    protected byte[] next() {
        if (read) {
            return null;
        }
        byte[] events = ended == null ? shared.next(reader) : null;
        if (events != null) {
            firstNanos = firstNanos == 0 ? System.nanoTime() : firstNanos;
            return events;
        }
        read = true;
        ends();
        JsonNode ours = ended != null ? ended : reader.error() != null ? reader.error() : shared.broken();
        return ours == null ? null : StreamErrors.event(ours);
    }

    @Override
    public boolean complete() {
        return read && error() == null && shared.inner.complete();
    }

    @Override
    public JsonNode usage() {
        return shared.usage();
    }

    @Override
    public long textBytes() {
        return shared.textBytes();
    }

    @Override
    public JsonNode error() {
        return ended != null ? ended : shared.error(reader);
    }

    @Override
    public long firstContentNanos() {
        return firstNanos;
    }

    @Override
    public boolean endedByUs() {
        return ended != null || reader.error() != null || shared.inner.endedByUs();
    }

    @Override
    public boolean isAsSaid() {
        return shared.isAsSaid();
    }

    @Override
    public int malformed() {
        return 0; // they are counted once
    }

    @Override
    public void end(JsonNode error) {
        ended = error;
    }

    @Override
    public void close() {
        isOver();
        shared.leaves(reader);
    }
}

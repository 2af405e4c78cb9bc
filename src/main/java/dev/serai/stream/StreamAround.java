package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Consumer;

/** A stream around another one, for whoever sees or changes what comes of it: what is known of that is known of this. */
abstract class StreamAround extends AnswerStream {

    final AnswerStream inner;

    StreamAround(AnswerStream inner) {
        this.inner = inner;
        if (inner.inRoute()) {
            isInRoute();
        }
    }

    @Override
    public boolean isOf(AnswerStream other) {
        return this == other || inner.isOf(other);
    }

    @Override
    public JsonNode error() {
        return inner.error();
    }

    @Override
    public void beforeEnd(Runnable action) {
        inner.beforeEnd(action);
    }

    @Override
    public boolean complete() {
        return inner.complete();
    }

    @Override
    public JsonNode usage() {
        return inner.usage();
    }

    @Override
    public long textBytes() {
        return inner.textBytes();
    }

    @Override
    public long firstContentNanos() {
        return inner.firstContentNanos();
    }

    @Override
    public boolean undecided() {
        return inner.undecided();
    }

    @Override
    public int malformed() {
        return inner.malformed();
    }

    @Override
    public boolean endedByUs() {
        return inner.endedByUs();
    }

    @Override
    public boolean isAsSaid() {
        return inner.isAsSaid();
    }

    @Override
    public boolean isEvents() {
        return inner.isEvents();
    }

    @Override
    public void readAlong(Consumer<byte[]> reader) {
        inner.readAlong(reader);
    }

    @Override
    public void toChat() {
        inner.toChat();
    }

    @Override
    public void end(JsonNode error) {
        inner.end(error);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

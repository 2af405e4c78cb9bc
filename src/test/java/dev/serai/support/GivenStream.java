package dev.serai.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.AnswerStream;

/** A stream of a test's own, of which nothing is known but its events. */
public abstract class GivenStream extends AnswerStream {

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

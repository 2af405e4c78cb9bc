package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Passes bytes that are no events, as of sound, as they come. What breaks off has no place for an error: the client's
 * connection is broken off, too.
 */
public final class PassedBytes implements StreamTranslation {

    private final EventBuffer out = new EventBuffer();
    private boolean begun;
    private boolean ended;
    private JsonNode error;

    @Override
    public void event(SseParser.Event event) {
        if (!ended) {
            begun = true;
            out.writeBytes(event.data());
        }
    }

    /** One of nothing is no answer: another target may have one. */
    @Override
    public void endOfStream() {
        if (begun) {
            ended = true;
        } else {
            brokenOff();
        }
    }

    @Override
    public void brokenOff() {
        fail(StreamErrors.truncated());
    }

    @Override
    public void fail(JsonNode errorObject) {
        if (!ended) {
            error = errorObject;
            ended = true;
        }
    }

    @Override
    public byte[] take() {
        return out.take();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean hasContent() {
        return begun;
    }

    @Override
    public int malformed() {
        return 0;
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
        return error;
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Reason;
import java.util.concurrent.atomic.AtomicReference;

/** Why a stream is ended before its provider has said all; the first reason counts. Any thread may ask. */
final class Ending {

    /**
     * A reason.
     *
     * @param ours whether no provider is to blame
     */
    private record Reason(JsonNode error, boolean ours) {}

    private final AtomicReference<Reason> first = new AtomicReference<>();

    /** Says why; the error that counts is returned. */
    JsonNode by(JsonNode error, boolean ours) {
        first.compareAndSet(null, new Reason(error, ours));
        return error();
    }

    /** The error object; null while there is none. */
    JsonNode error() {
        Reason reason = first.get();
        return reason == null ? null : reason.error;
    }

    /** Says it; where there is no reason the stream has ended by itself, which is well if all of the answer was there. */
    void tell(StreamTranslation stream) {
        if (error() == null) {
            stream.brokenOff();
        } else {
            stream.fail(error());
        }
    }

    boolean isOurs() {
        Reason reason = first.get();
        return reason != null && reason.ours;
    }
}

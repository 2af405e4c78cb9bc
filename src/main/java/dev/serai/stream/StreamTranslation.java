package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** How a provider's events become the client's: told of each event, it gives the bytes to send. */
public interface StreamTranslation {

    /** Takes one upstream event. */
    void event(SseParser.Event event);

    /** Takes the end of the upstream's bytes, which need not be the end of the answer. */
    void endOfStream();

    /** Takes that the upstream's bytes broke off, which need not matter if all of the answer was there. */
    default void brokenOff() {
        endOfStream();
    }

    /** Ends the client's stream with an error event. */
    void fail(JsonNode error);

    /** The bytes written since the last call: whole events. */
    byte[] take();

    /** Whether nothing more will be written. */
    boolean ended();

    /** Whether the model has said anything: neither an error nor a role nor an empty delta is that. */
    boolean hasContent();

    /** How many events could not be read and were passed over: one may be, in a stream that is sound otherwise. */
    int malformed();

    /** The usage that the provider reported, in OpenAI's form, or null. */
    JsonNode usage();

    /** Bytes of text in the answer so far, in UTF-8: what is known of an answer whose usage never came. */
    long textBytes();

    /** The error object that ended the stream, or null. */
    JsonNode error();

    /** Whether what it writes is in the client's own format, which is not OpenAI's. */
    default boolean isAsSaid() {
        return false;
    }

    /** Has somebody read OpenAI's events, where it writes others; null for nobody. */
    default void readAlong(Consumer<byte[]> reader) {}

    /** Has it write OpenAI's events, if nothing was taken of it yet. */
    default void toChat() {}
}

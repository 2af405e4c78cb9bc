package dev.serai.realtime;

import dev.serai.call.Duplex;
import dev.serai.log.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** What the provider of a session says, on its way to the client: what it used is booked before the client has the end of it. */
final class FromProvider {

    /** A character that a part has the beginning of. */
    private static final int MOST_LEFT = 4;

    private final Relay relay;
    private final Responding responding;
    private final String key;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer left = ByteBuffer.allocate(MOST_LEFT);
    private Event event;

    FromProvider(Relay relay, Responding responding, String key) {
        this.relay = relay;
        this.responding = responding;
        this.key = key;
    }

    /** A part of a message. */
    void take(Duplex.Part part) throws IOException {
        if (!part.text()) {
            relay.client().binary(part.bytes(), part.last());
            return;
        }
        if (event == null) {
            event = new Event();
        }
        ByteBuffer bytes = part.bytes();
        event.add(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        String text = decoded(bytes, part.last());
        if (part.last()) {
            Event whole = event;
            event = null;
            whole.end();
            responding.says(whole);
        }
        if (part.last() || !text.isEmpty()) {
            relay.client().text(Secrets.without(key, text, "[key]"), part.last());
        }
    }

    private String decoded(ByteBuffer bytes, boolean last) throws CharacterCodingException {
        ByteBuffer all = ByteBuffer.allocate(left.position() + bytes.remaining());
        all.put(left.flip()).put(bytes).flip();
        left.clear();
        CharBuffer text = CharBuffer.allocate(all.remaining());
        CoderResult result = decoder.decode(all, text, last);
        if (result.isError()) {
            result.throwException();
        }
        if (last) {
            decoder.flush(text);
            decoder.reset();
        }
        left.put(all);
        return text.flip().toString();
    }
}

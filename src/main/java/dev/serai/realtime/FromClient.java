package dev.serai.realtime;

import dev.serai.access.ClientSecret;
import dev.serai.call.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the client of a session says, on its way to the provider. Before it is known what an event is, nothing of it goes out, as
 * long as that is little: a response that may not be had is not asked for. One whose type comes later is heard of when the
 * provider begins it.
 */
final class FromClient {

    private static final int MOST_HELD = 1 << 14;
    private static final String CREATE = "response.create";

    private final Relay relay;
    private final Responding responding;
    private final StringBuilder held = new StringBuilder(0);
    private Event event;
    private boolean judged;
    private boolean withheld;

    FromClient(Relay relay, Responding responding) {
        this.relay = relay;
        this.responding = responding;
    }

    /** What the secret says that the session was asked for by, nobody else has to; null for none. */
    void begin(ClientSecret secret) throws IOException {
        String update = secret == null ? null : SecretWish.of(secret).update();
        if (update != null) {
            text(update, true);
        }
    }

    /** A part of a text. */
    void text(String part, boolean last) throws IOException {
        if (event == null) {
            event = new Event();
            judged = false;
        }
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        event.add(bytes, 0, bytes.length);
        if (last) {
            event.end();
        }
        if (judged) {
            pass(ByteBuffer.wrap(bytes), last);
        } else if (last || !event.type().isEmpty() || held.length() + part.length() > MOST_HELD) {
            judged = true;
            withheld = event.type().equals(CREATE) && !relay.mayRespond();
            held.append(part);
            byte[] all = held.toString().getBytes(StandardCharsets.UTF_8);
            held.setLength(0);
            held.trimToSize();
            pass(ByteBuffer.wrap(all), last);
        } else {
            held.append(part);
        }
        if (last) {
            if (!withheld) {
                responding.hears(event);
            }
            event = null;
        }
    }

    private void pass(ByteBuffer bytes, boolean last) throws IOException {
        if (!withheld) {
            relay.send(new Duplex.Part(bytes, true, last));
        }
    }
}

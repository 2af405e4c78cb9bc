package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.time.Survival;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Passes the events of a provider that speaks the client's own format as they are, while another translation reads them:
 * what they use, whether they are an error, and whether the answer is complete. A step of a route that works with the
 * answer gets what the other one makes of it.
 */
public final class SaidStream implements StreamTranslation {

    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final StreamTranslation reading;
    private final UnaryOperator<String> shown;
    private final EventBuffer out = new EventBuffer();
    private final EventBuffer chat = new EventBuffer();
    private Consumer<byte[]> reader;
    private boolean asChat;
    private boolean taken;

    /**
     * Begins a stream.
     *
     * @param reading is told of each event, and what it writes goes nowhere
     * @param shown takes out of an error's text what nobody may see
     */
    public SaidStream(StreamTranslation reading, UnaryOperator<String> shown) {
        this.reading = reading;
        this.shown = shown;
    }

    @Override
    public void event(SseParser.Event event) {
        if (reading.ended()) {
            return;
        }
        int malformed = reading.malformed();
        reading.event(event);
        keepChat();
        if (reading.error() != null && StreamErrors.isOurs(reading.error())) {
            out.writeBytes(StreamErrors.event(reading.error()));
        } else if (reading.malformed() == malformed) {
            pass(event);
        }
    }

    private void pass(SseParser.Event event) {
        if (!event.name().isEmpty()) {
            out.writeBytes(EVENT);
            out.writeBytes(event.name().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
        out.writeBytes(DATA);
        byte[] data = reading.error() == null
                ? event.data()
                : shown.apply(new String(event.data(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        for (byte b : data) {
            if (b == '\n') {
                out.write('\n');
                out.writeBytes(DATA);
            } else {
                out.write(b);
            }
        }
        out.write('\n');
        out.write('\n');
    }

    @Override
    public void endOfStream() {
        if (!reading.ended()) {
            reading.endOfStream();
            tell();
        }
    }

    @Override
    public void fail(JsonNode error) {
        if (!reading.ended()) {
            reading.fail(error);
            tell();
        }
    }

    /** As elsewhere: whoever passes it on says it in the client's words. */
    private void tell() {
        keepChat();
        if (reading.error() != null) {
            out.writeBytes(StreamErrors.event(reading.error()));
        }
    }

    /** As OpenAI's events it is given on alone where somebody wants to have it so before it begins. */
    private void keepChat() {
        byte[] events = reading.take();
        if (asChat || !taken) {
            chat.writeBytes(events);
        }
        tellReader(events);
    }

    private void tellReader(byte[] events) {
        if (reader != null && !asChat && events.length > 0) {
            try {
                reader.accept(events);
            } catch (RuntimeException | Error e) { // who looks on does not stand in the way
                Survival.note("Who reads along a stream", e);
            }
        }
    }

    @Override
    public void readAlong(Consumer<byte[]> whoReads) {
        if (reader != null || whoReads == null) {
            return;
        }
        reader = whoReads;
        if (!taken) {
            byte[] soFar = chat.take();
            tellReader(soFar);
            chat.writeBytes(soFar);
        }
    }

    @Override
    public byte[] take() {
        taken = true;
        byte[] said = out.take();
        byte[] translated = chat.take();
        return asChat ? translated : said;
    }

    @Override
    public void toChat() {
        asChat = true;
    }

    @Override
    public boolean ended() {
        return reading.ended();
    }

    @Override
    public boolean hasContent() {
        return reading.hasContent();
    }

    @Override
    public int malformed() {
        return reading.malformed();
    }

    @Override
    public JsonNode usage() {
        return reading.usage();
    }

    @Override
    public long textBytes() {
        return reading.textBytes();
    }

    @Override
    public JsonNode error() {
        return reading.error();
    }

    @Override
    public boolean isAsSaid() {
        return !asChat;
    }
}

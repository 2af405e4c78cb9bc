package dev.serai.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Passes the events of images, speech and transcriptions, each of which says its {@code type}, and reads of them what must
 * be known: is it an error, is it a last one, does it report usage. A {@code [DONE]} says no more than the last one.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/images-streaming">OpenAI's events of images</a>
 */
public final class TypedEvents implements StreamTranslation {

    /** What is made of what was reported. */
    @FunctionalInterface
    public interface Usage {
        /**
         * In the words of chats.
         *
         * @param reported null if nothing was
         * @param finished how many events were the last of their kind
         */
        JsonNode of(JsonNode reported, int finished);
    }

    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_USAGE = 1 << 14;
    private static final int LARGEST_ERROR = 1 << 18;

    private final long expected;
    private final UnaryOperator<JsonNode> errors;
    private final Usage usage;
    private final EventBuffer out = new EventBuffer();
    private JsonNode reported;
    private JsonNode error;
    private int finished;
    private int malformed;
    private long textBytes;
    private boolean begun;
    private boolean ended;

    /**
     * Begins a stream.
     *
     * @param expected events that are the last of their kind: one of each image
     * @param errors makes OpenAI's error object of a body with an error in it
     */
    public TypedEvents(long expected, UnaryOperator<JsonNode> errors, Usage usage) {
        this.expected = expected;
        this.errors = errors;
        this.usage = usage;
    }

    @Override
    public void event(SseParser.Event event) {
        if (ended) {
            return;
        }
        if (event.isData("[DONE]")) {
            endOfStream();
            return;
        }
        try {
            read(event);
        } catch (IOException e) {
            if (malformed++ > 0) {
                fail(StreamErrors.garbled());
            }
        }
    }

    private void read(SseParser.Event event) throws IOException {
        byte[] data = event.data();
        String type = "";
        boolean failed = false;
        try (JsonParser json = Json.FACTORY.createParser(data)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "type" -> type = value == JsonToken.VALUE_STRING ? json.getText() : "";
                    case "error" -> failed |= value != JsonToken.VALUE_NULL;
                    case "delta" -> textBytes += value == JsonToken.VALUE_STRING ? json.getTextLength() : 0;
                    default -> {}
                }
                int start = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                    usage(data, start, (int) json.currentLocation().getByteOffset());
                }
            }
        }
        if (failed || type.equals("error")) {
            fail(data.length > LARGEST_ERROR ? StreamErrors.garbled() : errors.apply(Json.parse(data)));
            return;
        }
        begun = true;
        pass(event);
        finish(type);
    }

    private void usage(byte[] data, int start, int end) throws IOException {
        if (end - start <= LARGEST_USAGE) {
            reported = Json.parse(data, start, end - start);
        }
    }

    private void pass(SseParser.Event event) {
        if (!event.name().isEmpty()) {
            out.writeBytes(EVENT);
            out.writeBytes(event.name().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
        out.writeBytes(DATA);
        byte[] data = event.data();
        int from = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n') { // JSON that came in several data: lines becomes one line
                out.write(data, from, i - from);
                from = i + 1;
            }
        }
        out.write(data, from, data.length - from);
        out.write('\n');
        out.write('\n');
    }

    private void finish(String type) {
        if (type.endsWith(".completed") || type.endsWith(".done")) {
            finished++;
            ended = finished >= expected;
        }
    }

    /** Who makes fewer images than were asked for has ended as well. */
    @Override
    public void endOfStream() {
        if (finished == 0) {
            fail(StreamErrors.truncated());
        }
        ended = true;
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
            out.writeBytes(StreamErrors.event(errorObject));
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
        return malformed;
    }

    @Override
    public JsonNode usage() {
        return reported == null && finished == 0 ? null : usage.of(reported, finished);
    }

    @Override
    public long textBytes() {
        return textBytes;
    }

    @Override
    public JsonNode error() {
        return error;
    }
}

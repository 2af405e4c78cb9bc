package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Passes the events of a provider that speaks OpenAI's format as they are, and reads of each just what must be known:
 * is it an error, does it finish the answer, does it report usage. The usage that was asked for on the client's behalf
 * is taken out again if the client did not ask.
 */
public final class PassedStream implements StreamTranslation {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final boolean showUsage;
    private final UnaryOperator<JsonNode> errors;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private JsonNode usage;
    private JsonNode error;
    private boolean finishSeen;
    private boolean output;
    private boolean ended;

    // of the event being read
    private boolean hasUsage;
    private boolean hasChoices;
    private boolean hasError;
    private int usageStart;
    private int usageEnd;

    /**
     * Begins a stream.
     *
     * @param showUsage whether the client asked for usage
     * @param errors makes OpenAI's error object of a body with an error in it
     */
    public PassedStream(boolean showUsage, UnaryOperator<JsonNode> errors) {
        this.showUsage = showUsage;
        this.errors = errors;
    }

    @Override
    public void event(SseParser.Event event) {
        if (ended) {
            return;
        }
        if (event.isData("[DONE]")) {
            finish();
            return;
        }
        byte[] data = event.data();
        try {
            read(data);
            if (hasError) {
                fail(errors.apply(Json.parse(data)));
            } else if (hasUsage && !hasChoices && !showUsage) {
                usage = Json.parse(data).get("usage");
            } else {
                pass(data);
            }
        } catch (IOException e) {
            fail(StreamErrors.garbled());
        }
    }

    private void read(byte[] data) throws IOException {
        hasUsage = false;
        hasChoices = false;
        hasError = false;
        usageStart = -1;
        try (JsonParser json = Json.FACTORY.createParser(data)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an event is no JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                int nameStart = (int) json.currentTokenLocation().getByteOffset();
                member(json, nameStart);
            }
            if (json.nextToken() != null) {
                throw new IOException("an event is more than one JSON object");
            }
        }
    }

    private void member(JsonParser json, int nameStart) throws IOException {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("choices") && value == JsonToken.START_ARRAY) {
            choices(json);
        } else if (name.equals("usage")) {
            hasUsage = value == JsonToken.START_OBJECT;
            json.skipChildren();
            usageStart = nameStart;
            usageEnd = (int) json.currentLocation().getByteOffset();
        } else {
            hasError |= name.equals("error") && value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
            json.skipChildren();
        }
    }

    private void choices(JsonParser json) throws IOException {
        int depth = 1;
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_OBJECT, START_ARRAY -> {
                    hasChoices = true;
                    depth++;
                }
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> {
                    if (depth == 2 && json.currentName().equals("finish_reason")) {
                        finishSeen |= json.nextToken() == JsonToken.VALUE_STRING
                                && !json.getText().isEmpty();
                    }
                }
                default -> {}
            }
        }
    }

    private void pass(byte[] data) throws IOException {
        if (hasUsage) {
            usage = Json.parse(data).get("usage");
        }
        output = true;
        out.writeBytes(DATA);
        if (usageStart >= 0 && !showUsage) {
            writeWithoutUsage(data);
        } else {
            writeLine(data, 0, data.length);
        }
        out.write('\n');
        out.write('\n');
    }

    /** Cuts the member out together with one of the commas beside it. */
    private void writeWithoutUsage(byte[] data) {
        int from = usageStart - 1;
        int to = usageEnd;
        while (data[from] <= ' ') {
            from--;
        }
        if (data[from] == '{') {
            from++;
            while (data[to] != ',' && data[to] != '}') {
                to++;
            }
            to += data[to] == ',' ? 1 : 0;
        }
        writeLine(data, 0, from);
        writeLine(data, to, data.length);
    }

    /** JSON that came in several data: lines becomes one line. */
    private void writeLine(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            out.write(data[i] == '\n' ? ' ' : data[i]);
        }
    }

    private void finish() {
        if (!finishSeen) {
            fail(StreamErrors.truncated());
            return;
        }
        out.writeBytes(DONE);
        ended = true;
    }

    @Override
    public void endOfStream() {
        if (!ended) {
            finish();
        }
    }

    @Override
    public void fail(JsonNode errorObject) {
        if (ended) {
            return;
        }
        error = errorObject;
        ended = true;
        out.writeBytes(StreamErrors.event(errorObject));
    }

    @Override
    public byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean outputSoFar() {
        return output;
    }

    @Override
    public JsonNode usage() {
        return usage;
    }

    @Override
    public JsonNode error() {
        return error;
    }
}

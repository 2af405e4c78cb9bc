package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.serai.wire.Json;
import dev.serai.wire.TextCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Looks through an answer that is passed untouched: whole JSON, no error in it. */
final class WholeAnswer {

    /** What formats call it. */
    private static final Set<String> USAGE = Set.of("usage", "usageMetadata");

    private static final int MOST_DIGITS = 6;

    /** A larger object is no usage. */
    private static final int MOST_USAGE_BYTES = 1 << 14;

    /**
     * What one look found.
     *
     * @param usage null if there is none
     * @param duration of sound, in seconds; null if it has none
     * @param seconds that a video takes, which is a text; null if it has none
     * @param data how many elements it has; -1 if it has no such list
     */
    record Look(boolean object, boolean error, JsonNode usage, JsonNode duration, JsonNode seconds, int data) {

        private static final Look NOTHING = new Look(false, false, null, null, null, -1);
    }

    private WholeAnswer() {}

    /**
     * Reads the answer to its end without keeping more of it than its usage.
     *
     * @throws JsonProcessingException if it is not one JSON value
     */
    static Look look(byte[] bytes) throws JsonProcessingException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Look.NOTHING;
            }
            boolean error = false;
            JsonNode usage = null;
            JsonNode duration = null;
            JsonNode seconds = null;
            int data = -1;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                error |= name.equals("error") && value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
                int start = (int) json.currentTokenLocation().getByteOffset();
                if (name.equals("data") && value == JsonToken.START_ARRAY) {
                    data = elements(json);
                } else if (name.equals("duration") && value.isNumeric()) {
                    duration = DoubleNode.valueOf(json.getDoubleValue());
                } else if (name.equals("seconds")) {
                    seconds = seconds(json);
                }
                json.skipChildren();
                int length = (int) json.currentLocation().getByteOffset() - start;
                if (USAGE.contains(name) && value == JsonToken.START_OBJECT && length <= MOST_USAGE_BYTES) {
                    usage = Json.parse(bytes, start, length);
                }
            }
            return new Look(json.nextToken() == null, error, usage, duration, seconds, data);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** As a text of a few digits, or as a number. */
    private static JsonNode seconds(JsonParser json) throws IOException {
        if (json.currentToken().isNumeric()) {
            return DoubleNode.valueOf(json.getDoubleValue());
        }
        boolean few = json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= MOST_DIGITS;
        String digits = few ? json.getText() : "";
        boolean number = !digits.isEmpty() && digits.chars().allMatch(it -> it >= '0' && it <= '9');
        return number ? DoubleNode.valueOf(Integer.parseInt(digits)) : null;
    }

    private static int elements(JsonParser json) throws IOException {
        int elements = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements++;
            json.skipChildren();
        }
        return elements;
    }

    /** Bytes of text that count as the answer; a string is counted where it stands, since it may be large. */
    static long textBytes(byte[] bytes) throws JsonProcessingException {
        TextCount text = new TextCount();
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && TextCount.counts(json.currentName())) {
                    text.add(bytes, (int) json.currentTokenLocation().getByteOffset());
                }
            }
            return text.bytes();
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}

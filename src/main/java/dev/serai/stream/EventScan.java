package dev.serai.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import dev.serai.wire.TextCount;
import java.io.IOException;
import java.util.Set;

/** Reads of an OpenAI event what must be known of it, without building a tree. */
final class EventScan {

    /** Members that say what a part is, and nothing of it. */
    private static final Set<String> LABELS = Set.of("role", "id", "type", "name", "object");

    private static final int MOST_USAGE_BYTES = 1 << 14;

    private final TextCount text = new TextCount();
    private boolean contentSeen;
    private boolean finishSeen;

    // of the last event
    private boolean hasUsage;
    private boolean hasChoices;
    private boolean hasError;
    private int usageStart;
    private int usageValue;
    private int usageEnd;

    /**
     * Reads an event.
     *
     * @throws IOException if it is not one JSON object
     */
    void read(byte[] data) throws IOException {
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
            usageValue = (int) json.currentTokenLocation().getByteOffset();
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
                case VALUE_STRING -> string(json, depth);
                default -> {}
            }
        }
    }

    private void string(JsonParser json, int depth) throws IOException {
        if (depth == 2 && "finish_reason".equals(json.currentName())) {
            finishSeen |= json.getTextLength() > 0;
        } else if (json.getTextLength() > 0) {
            contentSeen |= !LABELS.contains(String.valueOf(json.currentName()));
            text.add(json);
        }
    }

    /** Whether any event so far had a part of an answer. */
    boolean contentSeen() {
        return contentSeen;
    }

    /** Whether any event so far had a reason to finish. */
    boolean finishSeen() {
        return finishSeen;
    }

    /** Bytes of text in all events so far. */
    long textBytes() {
        return text.bytes();
    }

    boolean hasUsage() {
        return hasUsage;
    }

    boolean hasChoices() {
        return hasChoices;
    }

    boolean hasError() {
        return hasError;
    }

    /** The usage of the event that was read, null if it is larger than any. */
    JsonNode usage(byte[] data) throws JsonProcessingException {
        int length = usageEnd - usageValue;
        return length > MOST_USAGE_BYTES ? null : Json.parse(data, usageValue, length);
    }

    /** Where the member {@code usage} begins, -1 if there is none. */
    int usageStart() {
        return usageStart;
    }

    int usageEnd() {
        return usageEnd;
    }
}

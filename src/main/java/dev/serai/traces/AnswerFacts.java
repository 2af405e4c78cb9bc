package dev.serai.traces;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.ReadAlong;
import dev.serai.stream.ChunkEvents;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;

/**
 * What the answer to a traced request says of itself. It is read as it goes by, of a stream the first event and those that
 * finish it, unless the text is wanted as well.
 */
final class AnswerFacts {

    private static final byte[] FINISH = "\"finish_reason\":".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 256;
    private static final int MOST_CHOICES = 16;
    /** A larger answer is not read for its text: it would be a tree in memory. */
    private static final int LARGEST = 1 << 18;

    private final List<String> reasons = new ArrayList<>(1);
    private String id;
    private String model;
    private boolean begun;
    private AnswerText text;

    /** Reads what an answer is, where it is one of a chat: in OpenAI's words, whoever gave it and whatever the client speaks. */
    void watch(Message answer, boolean withText) {
        text = withText ? new AnswerText() : null;
        ReadAlong.of(answer, this::events, this::whole);
    }

    /** Its id; null where it has none. */
    synchronized String id() {
        return id;
    }

    /** Who gave it, as it says; null where it does not. */
    synchronized String model() {
        return model;
    }

    /** Why it ended, for each choice. */
    synchronized List<String> reasons() {
        return reasons;
    }

    /** What it says, as the convention has it; null where that is not wanted. */
    synchronized String messages() {
        return text == null ? null : text.messages();
    }

    private synchronized void events(byte[] events) {
        if (begun && text == null && !finishes(events)) {
            return;
        }
        begun = true;
        try {
            for (ObjectNode chunk : ChunkEvents.read(events)) {
                identify(chunk);
                chunk.path("choices").forEach(choice -> choice(choice, "delta"));
            }
        } catch (IOException e) {
            begun = true; // one that cannot be read says nothing
        }
    }

    private void identify(JsonNode chunk) {
        id = id == null ? word(chunk.path("id")) : id;
        model = model == null ? word(chunk.path("model")) : model;
    }

    private void choice(JsonNode choice, String member) {
        String reason = word(choice.path("finish_reason"));
        if (reason != null && reasons.size() < MOST_CHOICES) {
            reasons.add(reason);
        }
        if (text != null) {
            text.add(choice, member, reason);
        }
    }

    private static String word(JsonNode value) {
        return value.isTextual() && value.textValue().length() <= LONGEST ? value.textValue() : null;
    }

    private synchronized void whole(byte[] answer) {
        try {
            if (text != null && answer.length <= LARGEST) {
                JsonNode tree = Json.parse(answer);
                identify(tree);
                tree.path("choices").forEach(choice -> choice(choice, "message"));
            } else {
                look(answer);
            }
        } catch (IOException e) {
            begun = true; // as above
        }
    }

    /** The same without a tree, and no further than to the last of what is looked for. */
    private void look(byte[] answer) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(answer)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            boolean chosen = false;
            while ((!chosen || id == null || model == null) && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("id") && id == null) {
                    id = word(json, value);
                } else if (name.equals("model") && model == null) {
                    model = word(json, value);
                } else if (name.equals("choices") && value == JsonToken.START_ARRAY) {
                    reasons(json);
                    chosen = true;
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void reasons(JsonParser json) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                depth--;
            } else if (depth == 2 && token == JsonToken.VALUE_STRING && "finish_reason".equals(json.currentName())) {
                String reason = word(json, token);
                if (reason != null && reasons.size() < MOST_CHOICES) {
                    reasons.add(reason);
                }
            }
        }
    }

    private static String word(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING && json.getTextLength() <= LONGEST ? json.getText() : null;
    }

    /** Whether any choice ends in them: mostly {@code null} stands there. */
    private static boolean finishes(byte[] events) {
        for (int at = 0; at + FINISH.length < events.length; at++) {
            if (events[at] == '"' && starts(events, at)) {
                int value = at + FINISH.length;
                while (value < events.length && events[value] == ' ') {
                    value++;
                }
                if (value < events.length && events[value] == '"') {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean starts(byte[] events, int at) {
        for (int i = 0; i < FINISH.length; i++) {
            if (events[at + i] != FINISH[i]) {
                return false;
            }
        }
        return true;
    }
}

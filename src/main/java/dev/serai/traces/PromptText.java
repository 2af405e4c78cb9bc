package dev.serai.traces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject;

/**
 * What a model is asked, as {@code gen_ai.input.messages} has it: of a conversation that is longer than what is shown the
 * end, since what is new stands there. Images, sounds and files are named and not shown.
 */
final class PromptText {

    /** A larger one is not read for its text: it would be a tree in memory. */
    private static final int LARGEST = 1 << 18;

    /** What a message or a part of one takes besides its text. */
    private static final int AROUND = 32;

    private final ArrayNode messages = Json.MAPPER.createArrayNode();
    private int left = Content.LONGEST;
    private int omitted;

    private PromptText() {}

    /** Of a chat or a text completion; null for what has no text that is read so. */
    static String of(ApiRequest request) {
        RawObject.Slice prompt = request.operation().equals("embeddings") ? null : request.prompt();
        if (prompt == null) {
            return null;
        }
        PromptText text = new PromptText();
        if (prompt.length() > LARGEST) {
            text.messages.add(message("user", part("omitted").put("bytes", prompt.length())));
        } else {
            text.read(prompt, request.operation().equals("chat"));
        }
        return Json.text(text.messages);
    }

    private void read(RawObject.Slice prompt, boolean chat) {
        try {
            JsonNode read = Json.parse(prompt.source(), prompt.start(), prompt.length());
            if (chat) {
                chat(read);
            } else {
                addFirst("user", text(read));
            }
        } catch (JsonProcessingException e) {
            omitted++;
        }
        if (omitted > 0) {
            messages.insert(0, message("system", part("omitted").put("messages", omitted)));
        }
    }

    private void chat(JsonNode conversation) {
        for (int i = conversation.size() - 1; i >= 0; i--) {
            JsonNode said = conversation.get(i);
            if (left <= 0) {
                omitted++;
            } else {
                addFirst(Content.line(said.path("role").asText("user")), parts(said));
            }
        }
    }

    private void addFirst(String role, ArrayNode parts) {
        left -= AROUND;
        messages.insertObject(0).put("role", role).set("parts", parts);
    }

    private static ObjectNode message(String role, ObjectNode part) {
        ObjectNode message = Json.MAPPER.createObjectNode().put("role", role);
        message.putArray("parts").add(part);
        return message;
    }

    private static ObjectNode part(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    private ArrayNode parts(JsonNode said) {
        ArrayNode parts = text(said.path("content"));
        if (said.path("role").asText().equals("tool")) {
            String result = parts.findValuesAsText("content").stream().reduce("", String::concat);
            parts.removeAll();
            parts.add(part("tool_call_response")
                    .put("id", Content.line(said.path("tool_call_id").asText("")))
                    .put("response", result));
        }
        for (JsonNode call : said.path("tool_calls")) {
            if (left <= 0) {
                return parts;
            }
            left -= AROUND;
            JsonNode function = call.path("function");
            parts.add(part("tool_call")
                    .put("id", Content.line(call.path("id").asText("")))
                    .put("name", Content.line(function.path("name").asText("")))
                    .put("arguments", shown(function.path("arguments").asText(""))));
        }
        return parts;
    }

    /** The parts of a text that is one string, or a list of them. */
    private ArrayNode text(JsonNode content) {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        for (JsonNode piece :
                content.isArray() ? content : Json.MAPPER.createArrayNode().add(content)) {
            JsonNode text = piece.isTextual() ? piece : piece.path("text");
            if (left <= 0) {
                return parts;
            } else if (text.isTextual()) {
                parts.add(part("text").put("content", shown(text.textValue())));
            } else if (piece.path("type").isTextual()) {
                parts.add(part(Content.line(piece.path("type").textValue())));
            }
            left -= AROUND;
        }
        return parts;
    }

    private String shown(String text) {
        String shown = Content.lines(text);
        String fits = shown.substring(0, Math.min(shown.length(), Math.max(0, left)));
        left -= fits.length();
        return fits;
    }
}

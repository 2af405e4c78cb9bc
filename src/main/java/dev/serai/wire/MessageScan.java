package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Checks a chat's messages, and finds what kinds of content they ask the model to take. */
final class MessageScan {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    private final JsonParser json;
    private final KeptIds kept;
    private final Map<String, String> needs;
    private int media;
    private long mediaBytes;
    private boolean signed;

    /** Notes in {@code kept} the ids that it finds. */
    MessageScan(JsonParser json, Map<String, String> needs, KeptIds kept) {
        this.json = json;
        this.kept = kept;
        this.needs = needs;
    }

    /**
     * Reads the value that the parser stands on, {@code messages}, to its end.
     *
     * @return whether there are ids, blocks of thought or signatures that only one provider can read
     */
    boolean scan() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RequestScanner.wrongType("messages", "an array of messages");
        }
        int index = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String path = "messages[" + index++ + "]";
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RequestScanner.wrongType(path, "an object");
            }
            message(path);
        }
        if (index == 0) {
            throw ApiException.badRequest(
                    "invalid_value", "messages", "'messages' is empty; give at least one message");
        }
        return signed;
    }

    private void message(String path) throws IOException {
        boolean roleSeen = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "role" -> {
                    roleSeen = true;
                    role(path + ".role");
                }
                case "content" -> content(path + ".content");
                case "tool_calls" -> calls();
                case "tool_call_id" -> id();
                case "thinking_blocks", "extra_content" -> sealed();
                default -> kept.member(json, name);
            }
        }
        if (!roleSeen) {
            throw RequestScanner.missing(path + ".role");
        }
    }

    private void calls() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "id" -> id();
                        case "extra_content" -> sealed();
                        default -> json.skipChildren();
                    }
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void sealed() throws IOException {
        signed |= json.currentToken() != JsonToken.VALUE_NULL;
        json.skipChildren();
    }

    private void id() throws IOException {
        signed |= json.currentToken() == JsonToken.VALUE_STRING && SignedId.mark(json.getText());
        json.skipChildren();
    }

    private void role(String path) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw RequestScanner.wrongType(path, "a string");
        }
        if (!ROLES.contains(json.getText())) {
            throw ApiException.badRequest(
                    "invalid_value",
                    path,
                    "'" + json.getText() + "' is no role; use one of system, developer, user, assistant, tool");
        }
    }

    private void content(String path) throws IOException {
        switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NULL -> {}
            case START_ARRAY -> parts(path);
            default -> throw RequestScanner.wrongType(path, "a string or an array of parts");
        }
    }

    private void parts(String path) throws IOException {
        int index = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String part = path + "[" + index++ + "]";
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RequestScanner.wrongType(part, "an object");
            }
            long start = json.currentTokenLocation().getByteOffset();
            int before = media;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    need(json.getText(), part + ".type");
                } else {
                    kept.member(json, name);
                }
            }
            mediaBytes += media > before ? json.currentLocation().getByteOffset() - start : 0;
        }
    }

    /** What of the messages is images, sounds and files. */
    Media media() {
        return new Media(media, mediaBytes, kept.found());
    }

    private void need(String type, String path) {
        String need = switch (type) {
            case "image_url" -> "vision";
            case "input_audio" -> "audio";
            case "file" -> "files";
            default -> null;
        };
        if (need != null) {
            needs.putIfAbsent(need, path);
            media++;
        }
    }
}

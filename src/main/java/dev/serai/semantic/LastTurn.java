package dev.serai.semantic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject.Slice;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * What a user says last in a chat, and all that was said before and around it.
 *
 * @param text of the last message, which is a user's
 * @param others the messages without that text
 */
public record LastTurn(String text, Slice others) {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");
    private static final Set<String> MEMBERS = Set.of("role", "content", "name", "refusal", "cache_control");
    private static final Set<String> OF_TOOLS = Set.of("tool_calls", "tool_call_id", "function_call");
    private static final Set<String> TOOL_ROLES = Set.of("tool", "function");
    private static final Set<String> TOOL_PARTS = Set.of("tool_use", "tool_result");

    /**
     * That of a chat's messages; null where the last one is no user's text alone, or any other has more than text.
     *
     * @param tools whether calls of tools and their results may be among them
     */
    public static LastTurn of(Slice messages, boolean tools) {
        byte[] bytes = Arrays.copyOfRange(messages.source(), messages.start(), messages.end());
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            return new Reader(json, tools).read(bytes);
        } catch (IOException e) {
            return null; // what cannot be read is for its provider to judge
        }
    }

    /** Reads messages; what it does not know is reason to give up. */
    private static final class Reader {

        private final JsonParser json;
        private final boolean tools;
        private String role;
        private String text;
        private int start;
        private int end;
        private int contents;

        Reader(JsonParser json, boolean tools) {
            this.json = json;
            this.tools = tools;
        }

        LastTurn read(byte[] bytes) throws IOException {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (!message()) {
                    return null;
                }
            }
            if (text == null || contents != 1 || !"user".equals(role)) {
                return null;
            }
            byte[] others = Arrays.copyOf(bytes, bytes.length - (end - start));
            System.arraycopy(bytes, end, others, start, bytes.length - end);
            return new LastTurn(text, Slice.of(others));
        }

        private boolean message() throws IOException {
            role = null;
            text = null;
            contents = 0;
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                boolean known = switch (name) {
                    case "role" -> role();
                    case "content" -> content();
                    default -> MEMBERS.contains(name) || (tools && OF_TOOLS.contains(name));
                };
                if (!known) {
                    return false;
                }
                json.skipChildren();
            }
            return role != null;
        }

        private boolean role() throws IOException {
            boolean first = role == null;
            role = json.getText();
            return first && (ROLES.contains(role) || (tools && TOOL_ROLES.contains(role)));
        }

        private boolean content() throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                return json.currentToken() == JsonToken.VALUE_NULL || text();
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT || !part()) {
                    return false;
                }
            }
            return true;
        }

        private boolean part() throws IOException {
            String type = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("type") && type == null) {
                    type = json.getText();
                } else if (name.equals("type") || (name.equals("text") && !text())) {
                    return false;
                }
                json.skipChildren();
            }
            return "text".equals(type) || (tools && TOOL_PARTS.contains(type) && ++contents > 0);
        }

        private boolean text() throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return false;
            }
            start = (int) json.currentTokenLocation().getByteOffset();
            text = json.getText();
            end = (int) json.currentLocation().getByteOffset();
            contents++;
            return true;
        }
    }
}

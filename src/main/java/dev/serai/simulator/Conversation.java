package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.List;

/** What a chat request's messages say, as far as the answer depends on it. */
final class Conversation {

    /** What OpenAI counts for one at low detail: https://platform.openai.com/docs/guides/images-vision */
    static final int IMAGE_TOKENS = 85;

    private final JsonNode messages;

    Conversation(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiException.badRequest(
                    "missing_required_parameter", "messages", "'messages' must have at least one message");
        }
        this.messages = messages;
    }

    boolean endsWithUser() {
        return role(messages.size() - 1).equals("user");
    }

    /** The last message of the user; without one, the last message. */
    JsonNode question() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (role(i).equals("user")) {
                return messages.get(i).path("content");
            }
        }
        return messages.get(messages.size() - 1).path("content");
    }

    /** The results of the calls that were just made, in their order; empty unless they end the conversation. */
    List<String> toolResults() {
        int first = messages.size();
        while (first > 0 && isToolResult(first - 1)) {
            first--;
        }
        List<String> results = new ArrayList<>();
        for (int i = first; i < messages.size(); i++) {
            results.add(text(messages.get(i).path("content")));
        }
        return results;
    }

    /** Text and calls by their tokens, images by a flat rate; roles, tools and other media cost nothing here. */
    int tokens() {
        int tokens = 0;
        for (JsonNode message : messages) {
            tokens += Tokenizer.count(text(message.path("content")));
            for (JsonNode part : message.path("content")) {
                tokens += part.path("type").asText("").equals("image_url") ? IMAGE_TOKENS : 0;
            }
            for (JsonNode call : message.path("tool_calls")) {
                tokens += Tokenizer.count(call.at("/function/name").asText(""))
                        + Tokenizer.count(call.at("/function/arguments").asText(""));
            }
        }
        return tokens;
    }

    /** The text of a message's content, which is a string or a list of parts. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder(content.asText(""));
        for (JsonNode part : content) {
            text.append(part.path("text").asText(""));
        }
        return text.toString();
    }

    /** The types of the parts of a message's content that are no text. */
    static List<String> attachments(JsonNode content) {
        List<String> types = new ArrayList<>();
        for (JsonNode part : content) {
            String type = part.path("type").asText("");
            if (!type.equals("text")) {
                types.add(type);
            }
        }
        return types;
    }

    private boolean isToolResult(int index) {
        return role(index).equals("tool") || role(index).equals("function");
    }

    private String role(int index) {
        return messages.get(index).path("role").asText("");
    }
}

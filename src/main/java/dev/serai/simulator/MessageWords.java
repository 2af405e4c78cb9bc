package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.Map;

/**
 * What a batch of Messages asks, as the chat that the simulator answers, and its answer as a Message.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic's Messages</a>
 */
final class MessageWords {

    private static final Map<String, String> REASONS =
            Map.of("stop", "end_turn", "length", "max_tokens", "tool_calls", "tool_use", "content_filter", "refusal");

    private static final Map<Integer, String> ERRORS = Map.of(
            400, "invalid_request_error",
            401, "authentication_error",
            403, "permission_error",
            404, "not_found_error",
            413, "request_too_large",
            429, "rate_limit_error",
            529, "overloaded_error");

    private MessageWords() {}

    static ObjectNode chat(JsonNode params) {
        ObjectNode chat =
                Json.MAPPER.createObjectNode().put("model", params.path("model").asText());
        copy(params, "max_tokens", chat, "max_tokens");
        copy(params, "stop_sequences", chat, "stop");
        ArrayNode messages = chat.putArray("messages");
        if (params.has("system")) {
            messages.addObject().put("role", "system").put("content", Conversation.text(params.path("system")));
        }
        params.path("messages").forEach(message -> message(messages, message));
        for (JsonNode tool : params.path("tools")) {
            ObjectNode function =
                    chat.withArray("tools").addObject().put("type", "function").putObject("function");
            copy(tool, "name", function, "name");
            copy(tool, "input_schema", function, "parameters");
        }
        return chat;
    }

    private static void copy(JsonNode from, String member, ObjectNode to, String as) {
        if (from.has(member)) {
            to.set(as, from.get(member));
        }
    }

    /** What a tool gave is a message of its own. */
    private static void message(ArrayNode messages, JsonNode message) {
        JsonNode content = message.path("content");
        boolean gave = false;
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_result")) {
                gave = true;
                messages.addObject().put("role", "tool").put("content", Conversation.text(block.path("content")));
            }
        }
        if (!gave) {
            ObjectNode said =
                    messages.addObject().put("role", message.path("role").asText());
            said.set("content", content);
        }
    }

    static ObjectNode succeeded(JsonNode completion) {
        JsonNode choice = completion.path("choices").path(0);
        ObjectNode result = Json.MAPPER.createObjectNode().put("type", "succeeded");
        ObjectNode message = result.putObject("message")
                .put("id", completion.path("id").asText().replaceFirst("^chatcmpl-", "msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", completion.path("model").asText());
        ArrayNode content = message.putArray("content");
        String text = choice.at("/message/content").asText("");
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
        for (JsonNode call : choice.at("/message/tool_calls")) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asText().replaceFirst("^call_", "toolu_"))
                    .put("name", call.at("/function/name").asText())
                    .set(
                            "input",
                            SimulatedForm.parsed(call.at("/function/arguments").asText()));
        }
        message.put("stop_reason", REASONS.get(choice.path("finish_reason").asText()))
                .putNull("stop_sequence");
        message.putObject("usage")
                .put("input_tokens", completion.at("/usage/prompt_tokens").asInt())
                .put("output_tokens", completion.at("/usage/completion_tokens").asInt())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0);
        return result;
    }

    static ObjectNode errored(int status, JsonNode body) {
        ObjectNode result = Json.MAPPER.createObjectNode().put("type", "errored");
        return result.set("error", error(status, body.at("/error/message").asText("The simulator failed")));
    }

    static ObjectNode error(int status, String message) {
        ObjectNode error = Json.MAPPER.createObjectNode().put("type", "error");
        error.putObject("error")
                .put("type", ERRORS.getOrDefault(status, "api_error"))
                .put("message", message);
        return error;
    }

    static ObjectNode canceled() {
        return Json.MAPPER.createObjectNode().put("type", "canceled");
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A client's request: its members as bytes, and the few facts that routing needs, read in one pass.
 *
 * @param operation {@code chat}, {@code completions} or {@code embeddings}
 * @param model the model as the client names it
 * @param needs capabilities that the request asks for, each with the path of the field that does
 * @param includeUsage whether a stream's usage is to be shown
 * @param promptBytes size of the messages, prompt or input: for rules that choose by prompt size
 */
public record ApiRequest(
        String operation,
        RawObject members,
        String model,
        boolean stream,
        boolean includeUsage,
        boolean base64Embeddings,
        int promptBytes,
        Map<String, String> needs) {

    /** The question which models there are; it has no body. */
    public static ApiRequest models() {
        return new ApiRequest("models", null, "", false, false, false, 0, Map.of());
    }

    /** The bytes of its messages, prompt or input. */
    public RawObject.Slice prompt() {
        return members.get(promptMember(operation));
    }

    /** The member that an operation's prompt is in. */
    static String promptMember(String operation) {
        return switch (operation) {
            case "chat" -> "messages";
            case "completions" -> "prompt";
            default -> "input";
        };
    }

    /** How many tokens the answer may have at most; -1 if the client does not say, or not as a number. */
    public long maxTokens() {
        RawObject.Slice most = members.get("max_completion_tokens");
        if (most == null) {
            most = members.get("max_tokens");
        }
        return most == null ? -1 : most.count();
    }

    /** What transforms see of it as {@code $request}. */
    public ObjectNode facts() {
        return Json.MAPPER
                .createObjectNode()
                .put("model", model)
                .put("stream", stream)
                .put("include_usage", includeUsage)
                .put("encoding_format", base64Embeddings ? "base64" : "float");
    }

    /** The same wish for the rest of an answer whose beginning is known: it is the last message, the assistant's. */
    public ApiRequest continuing(Transcript sent) {
        RawObject continued = members.copy();
        continued.append(
                "messages", Map.of("role", "assistant", "content", sent.text().stripTrailing()));
        for (String name : new String[] {"max_completion_tokens", "max_tokens"}) {
            RawObject.Slice most = members.get(name);
            if (most != null && most.count() >= 0) {
                continued.put(name, (Object) Math.max(1, most.count() - sent.tokens()));
            }
        }
        return as(operation, continued);
    }

    /** The same wish put as another operation, for providers that lack the first. */
    public ApiRequest as(String otherOperation, RawObject otherMembers) {
        return new ApiRequest(
                otherOperation, otherMembers, model, stream, includeUsage, base64Embeddings, promptBytes, needs);
    }
}

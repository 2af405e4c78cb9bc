package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A client's request: its members as bytes, and the few facts that routing needs, read in one pass.
 *
 * @param operation {@code chat}, {@code completions} or {@code embeddings}
 * @param model the model as the client names it
 * @param needs capabilities that the request asks for, each with the path of the field that does
 * @param includeUsage whether a stream's usage is to be shown
 * @param signed whether messages have what only the provider that gave it can read: signatures in ids of calls, blocks
 *     of thought
 * @param promptBytes size of the messages, prompt or input: for rules that choose by prompt size
 * @param media what of them is no text
 */
public record ApiRequest(
        String operation,
        RawObject members,
        String model,
        boolean stream,
        boolean includeUsage,
        boolean base64Embeddings,
        boolean signed,
        int promptBytes,
        Media media,
        Map<String, String> needs) {

    /** Members beside the prompt that a model reads as well. */
    private static final String[] READ_TOO = {"tools", "functions", "response_format", "suffix", "prediction"};

    /**
     * Images, sounds and files.
     *
     * @param bytes what they and their names take in the request
     */
    public record Media(int count, long bytes) {
        static final Media NONE = new Media(0, 0);
    }

    /** Bytes of all that a model reads and that is text: tools are read as the prompt is. */
    public long textBytes() {
        long bytes = promptBytes - media.bytes();
        for (String name : READ_TOO) {
            RawObject.Slice member = members == null ? null : members.get(name);
            bytes += member == null ? 0 : member.length();
        }
        return bytes;
    }

    /** A member that counts something: {@code n}, {@code best_of}; -1 where it is not there, or no number. */
    public long count(String name) {
        RawObject.Slice member = members.get(name);
        return member == null ? -1 : member.count();
    }

    /** The question which models there are; it has no body. */
    public static ApiRequest models() {
        return new ApiRequest("models", null, "", false, false, false, false, 0, Media.NONE, Map.of());
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
        return Math.max(count("max_completion_tokens"), count("max_tokens"));
    }

    /** How many answers are made: {@code n}, of each of several prompts, or of those that the best are chosen from. */
    public long choices() {
        if (!operation.equals("completions")) {
            return Math.max(1, count("n"));
        }
        return Math.max(1, prompts()) * Math.max(1, Math.max(count("n"), count("best_of")));
    }

    /** Texts, or lists of tokens, of a text completion. */
    private long prompts() {
        RawObject.Slice prompt = prompt();
        long prompts = 0;
        try (JsonParser json = Json.FACTORY.createParser(prompt.source(), prompt.start(), prompt.length())) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    prompts += json.currentToken().isNumeric() ? 0 : 1;
                    json.skipChildren();
                }
            }
            return prompts;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
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
        RawObject.Slice prompt = otherMembers.get(promptMember(otherOperation));
        return new ApiRequest(
                otherOperation,
                otherMembers,
                model,
                stream,
                includeUsage,
                base64Embeddings,
                signed,
                prompt == null ? promptBytes : prompt.length(),
                media,
                needs);
    }
}

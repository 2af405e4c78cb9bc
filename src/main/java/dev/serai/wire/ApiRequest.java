package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** More answers are made by nobody; times the longest of them, this can still be counted. */
    private static final long MOST_CHOICES = 1_000_000;

    private static final int LONGEST_NUMBER = 40;

    /** Of messages to which one is added: in a buffer that doubles, and as an array. */
    private static final long COPIES = 3;

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

    private long count(String name) {
        RawObject.Slice member = members.get(name);
        return member == null ? -1 : member.count();
    }

    /** A member that says how many answers are made, in whatever way a provider may read it; at least 1. */
    private long many(String name) {
        RawObject.Slice member = members.get(name);
        if (member == null || member.length() > LONGEST_NUMBER) {
            return 1;
        }
        String text = new String(member.source(), member.start(), member.length(), StandardCharsets.US_ASCII);
        try {
            double many = Double.parseDouble(text.replace("\"", ""));
            return many >= 1 ? (long) Math.min(MOST_CHOICES, many) : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
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
            return many("n");
        }
        return Math.min(MOST_CHOICES, Math.max(1, prompts()) * Math.max(many("n"), many("best_of")));
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

    /**
     * The same wish for the rest of an answer whose beginning is known: it is the last message, the assistant's.
     *
     * @param sent the text of the beginning
     * @param tokens how many the beginning has
     * @param memory what the longer messages are taken of
     */
    public ApiRequest continuing(String sent, long tokens, Memory memory) {
        memory.take(COPIES * (promptBytes + (long) sent.length()));
        RawObject continued = members.copy();
        continued.append("messages", Map.of("role", "assistant", "content", sent.stripTrailing()));
        for (String name : new String[] {"max_completion_tokens", "max_tokens"}) {
            RawObject.Slice most = members.get(name);
            if (most != null && most.count() >= 0) {
                continued.put(name, (Object) Math.max(1, most.count() - tokens));
            }
        }
        return as(operation, continued);
    }

    /** The same wish to another model. */
    public ApiRequest withModel(String other) {
        RawObject named = members.copy();
        named.put("model", (Object) other);
        return new ApiRequest(
                operation, named, other, stream, includeUsage, base64Embeddings, signed, promptBytes, media, needs);
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

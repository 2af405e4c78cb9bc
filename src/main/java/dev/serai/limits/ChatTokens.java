package dev.serai.limits;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Counts the tokens of one chat, message by message in their order, so that those of a message do not depend on what
 * follows it. To count takes time: beyond half a megabyte only the beginning of a text is, and the rest of it is taken to be like that.
 */
public final class ChatTokens {

    /** What the turn of a message takes beside its words, by OpenAI's own recipe. */
    private static final long PER_MESSAGE = 4;

    private static final long PER_MEDIA = 1000;

    private static final int MOST_COUNTED = 1 << 19;

    private static final int SAMPLE = 1 << 10;

    private final TokenEstimate tokens;
    private long counted;

    public ChatTokens(TokenEstimate tokens) {
        this.tokens = tokens;
    }

    /** Those of the next message. */
    public long message(JsonNode message) {
        JsonNode content = message.path("content");
        long sum = PER_MESSAGE + text(content.asText());
        for (JsonNode part : content) {
            sum += part.path("text").isTextual() ? text(part.get("text").textValue()) : PER_MEDIA;
        }
        for (JsonNode call : message.path("tool_calls")) {
            sum += text(call.path("function").path("name").asText());
            sum += text(call.path("function").path("arguments").asText());
        }
        return sum;
    }

    /** Those of another text. */
    public long text(String text) {
        counted += text.length();
        if (counted <= MOST_COUNTED || text.length() <= SAMPLE) {
            return tokens.count(text);
        }
        return (long) Math.ceil((double) tokens.count(text.substring(0, SAMPLE)) * text.length() / SAMPLE);
    }
}

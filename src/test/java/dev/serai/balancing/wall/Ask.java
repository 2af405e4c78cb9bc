package dev.serai.balancing.wall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A chat as a provider of the wall was asked for it.
 *
 * @param nanos when, as {@link System#nanoTime} has it
 * @param prefill the text of an assistant's message that comes last: the answer goes on where it ends; empty for none
 * @param key the key that was shown
 */
record Ask(long nanos, String model, boolean stream, String prefill, String key) {

    static Ask of(Received request) {
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            JsonNode messages = body.path("messages");
            JsonNode last = messages.path(messages.size() - 1);
            return new Ask(
                    System.nanoTime(),
                    body.path("model").asText(),
                    body.path("stream").asBoolean(),
                    last.path("role").asText().equals("assistant") ? text(last.path("content")) : "",
                    request.headers().getOrDefault("authorization", "").replace("Bearer ", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for a model of another name. */
    Ask of(String otherModel) {
        return new Ask(nanos, otherModel, stream, prefill, key);
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}

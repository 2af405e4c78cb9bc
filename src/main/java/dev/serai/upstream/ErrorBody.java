package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.SseParser;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a provider says of an error, in whichever wrapping: JSON, or the JSON of an event where it answers as if a stream
 * had begun, or of the first of several lines.
 */
final class ErrorBody {

    private ErrorBody() {}

    /** The JSON in it; empty if there is none. */
    static Optional<JsonNode> json(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode whole = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            return Optional.of(whole.isTextual() ? parsed(whole.asText()).orElse(whole) : whole);
        } catch (JsonProcessingException e) {
            return isEvents(text) ? inEvents(body) : firstLine(text);
        }
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            JsonNode json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            return json.isContainerNode() ? Optional.of(json) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isEvents(String text) {
        return text.startsWith("data:") || text.startsWith("event:") || text.startsWith("id:") || text.startsWith(":");
    }

    private static Optional<JsonNode> inEvents(byte[] body) {
        SseParser events = new SseParser(new ByteArrayInputStream(body));
        try {
            for (SseParser.Event event = events.next(); event != null; event = events.next()) {
                Optional<JsonNode> json = parsed(new String(event.data(), StandardCharsets.UTF_8));
                if (json.isPresent()) {
                    return json;
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // an event that is too long, or cut
        }
        return Optional.empty();
    }

    /** Newline-delimited JSON. */
    private static Optional<JsonNode> firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? Optional.empty() : parsed(text.substring(0, end));
    }
}

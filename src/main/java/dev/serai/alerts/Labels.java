package dev.serai.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a reading as the database has them: a JSON object, its members in order. */
final class Labels {

    private Labels() {}

    static String text(Map<String, String> labels) {
        return Json.text(new TreeMap<>(labels));
    }

    /** What {@link #text} has made; none of what it has not. */
    static Map<String, String> of(String text) {
        Map<String, String> labels = new TreeMap<>();
        try {
            JsonNode json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            json.properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
        } catch (JsonProcessingException e) {
            return Map.of();
        }
        return labels;
    }
}

package dev.serai.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import dev.serai.wire.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants of {@code transform}.
 *
 * @param name of the file, as in {@code transforms/}
 * @param raw whether it alone is to be applied
 */
record TransformOptions(String name, boolean raw, Map<String, String> values) {

    private static final String RAW = "--raw";

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are wrong
     */
    static TransformOptions read(List<String> arguments) {
        boolean raw = arguments.contains(RAW);
        List<String> words =
                arguments.stream().filter(word -> !word.equals(RAW)).toList();
        if (words.isEmpty() || words.size() % 2 == 0) {
            throw new IllegalArgumentException("Name one transform");
        }
        Map<String, String> values = new HashMap<>(
                Map.of("--model", "", "--request", "{}", "--headers", "{}", "--state", "{}", "--status", "500"));
        for (int i = 1; i < words.size(); i += 2) {
            if (values.replace(words.get(i), words.get(i + 1)) == null) {
                throw new IllegalArgumentException(
                        "There is no option " + words.get(i) + Spelling.hint(words.get(i), values.keySet()));
            }
        }
        return new TransformOptions(words.get(0), raw, values);
    }

    /** The first part of the name: a provider's, or a folder's. */
    String folder() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** The last part of the name. */
    String phase() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The part between; {@code chat} where there is none. */
    String operation() {
        int first = name.indexOf('/');
        int last = name.lastIndexOf('/');
        return last > first ? name.substring(first + 1, last) : "chat";
    }

    String model() {
        return values.get("--model").isEmpty() ? "model" : values.get("--model");
    }

    boolean saysModel() {
        return !values.get("--model").isEmpty();
    }

    int status() {
        String status = values.get("--status");
        if (!status.matches("[1-5]\\d\\d")) {
            throw new IllegalArgumentException("--status is an HTTP status such as 429, not " + status);
        }
        return Integer.parseInt(status);
    }

    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        json("--headers")
                .properties()
                .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
        return headers;
    }

    JsonNode json(String option) {
        try {
            return Json.parse(values.get(option).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(option + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}

package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Locale;

/**
 * Objects to a text that has the name of a category in it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/moderations">OpenAI's moderations</a>
 */
final class Verdicts {

    private static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/instructions",
            "self-harm/intent",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");
    private static final double SURE = 0.95;
    private static final double UNSURE = 0.01;

    private Verdicts() {}

    static ObjectNode of(JsonNode request, Fingerprint fingerprint) {
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("id", fingerprint.id("modr-"))
                .put("model", request.path("model").asText());
        ArrayNode results = answer.putArray("results");
        JsonNode input = request.path("input");
        boolean parts = input.path(0).isObject();
        if (input.isTextual() || parts) {
            verdict(results.addObject(), text(input));
        } else {
            input.forEach(each -> verdict(results.addObject(), each.asText()));
        }
        return answer;
    }

    /** Texts and images together have one. */
    private static String text(JsonNode input) {
        StringBuilder text = new StringBuilder(input.asText());
        input.forEach(part -> text.append(part.path("text").asText("")).append('\n'));
        return text.toString();
    }

    private static void verdict(ObjectNode result, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        result.put("flagged", CATEGORIES.stream().anyMatch(lower::contains));
        ObjectNode categories = result.putObject("categories");
        ObjectNode scores = result.putObject("category_scores");
        ObjectNode types = result.putObject("category_applied_input_types");
        for (String category : CATEGORIES) {
            boolean has = lower.contains(category);
            categories.put(category, has);
            scores.put(category, has ? SURE : UNSURE);
            types.putArray(category).add("text");
        }
    }
}

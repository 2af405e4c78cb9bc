package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.util.List;

/**
 * Answers an embeddings request.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings">OpenAI's embeddings</a>
 */
final class Embeddings {

    static final int DEFAULT_DIMENSIONS = 256;
    private static final int MAX_DIMENSIONS = 3072;

    private Embeddings() {}

    static ObjectNode answer(JsonNode request, String model) {
        int dimensions = dimensions(request);
        boolean base64 = request.path("encoding_format").asText("").equals("base64");
        ObjectNode body = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        int tokens = 0;
        for (Prompt input : inputs(request)) {
            tokens += input.tokens();
            ObjectNode embedding = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            float[] vector = EmbeddingVectors.of(input.text(), dimensions);
            if (base64) {
                embedding.put("embedding", EmbeddingVectors.base64(vector));
            } else {
                ArrayNode components = embedding.putArray("embedding");
                for (float component : vector) {
                    components.add(component);
                }
            }
        }
        body.put("model", model);
        body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return body;
    }

    private static List<Prompt> inputs(JsonNode request) {
        JsonNode input = request.path("input");
        if (input.isMissingNode() || input.isNull() || (input.isArray() && input.isEmpty())) {
            throw ApiException.badRequest("missing_required_parameter", "input", "'input' must have at least one text");
        }
        return Prompt.list(input);
    }

    private static int dimensions(JsonNode request) {
        int dimensions = request.path("dimensions").asInt(DEFAULT_DIMENSIONS);
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw ApiException.badRequest(
                    "invalid_value", "dimensions", "'dimensions' must be between 1 and " + MAX_DIMENSIONS);
        }
        return dimensions;
    }
}

package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Answers an embeddings request.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings">OpenAI's embeddings</a>
 */
final class Embeddings {

    static final int DEFAULT_DIMENSIONS = 256;
    private static final int MAX_DIMENSIONS = 3072;
    private static final int MAX_INPUTS = 2048;

    private Embeddings() {}

    static Iterator<BodyPart> answer(JsonNode request, String model, Misbehaviour misbehaviour, Duration pause) {
        int dimensions = dimensions(request);
        boolean base64 = request.path("encoding_format").asText("").equals("base64");
        List<Prompt> inputs = inputs(request);
        long tokens = inputs.stream().mapToLong(Prompt::tokens).sum();
        ObjectNode end = Json.MAPPER.createObjectNode().put("model", model);
        end.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return new EmbeddingsBody(
                inputs, dimensions, base64, "]," + Json.text(end).substring(1), misbehaviour, pause);
    }

    private static List<Prompt> inputs(JsonNode request) {
        JsonNode input = request.path("input");
        if (input.isMissingNode() || input.isNull() || (input.isArray() && input.isEmpty())) {
            throw ApiException.badRequest("missing_required_parameter", "input", "'input' must have at least one text");
        }
        if (input.isArray() && input.size() > MAX_INPUTS && !input.path(0).isNumber()) {
            throw ApiException.badRequest(
                    "invalid_value", "input", "'input' must have at most " + MAX_INPUTS + " texts");
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

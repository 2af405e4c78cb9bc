package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What OpenAI's types require of an answer and a transform does not have to say: keys that are null, sums. */
public final class OpenAiShape {

    private OpenAiShape() {}

    /** Adds the required null members of a chat completion, and makes the usage's total the sum of its parts. */
    public static ObjectNode completion(ObjectNode answer) {
        for (JsonNode choice : answer.path("choices")) {
            putNull(choice, "logprobs");
            JsonNode message = choice.path("message");
            putNull(message, "content");
            putNull(message, "refusal");
        }
        if (answer.path("usage") instanceof ObjectNode usage) {
            usage.put(
                    "total_tokens",
                    usage.path("prompt_tokens").asLong() + usage.path("completion_tokens").asLong());
        }
        return answer;
    }

    /** Adds the required null members of an error object. */
    public static ObjectNode error(ObjectNode body) {
        putNull(body.path("error"), "param");
        putNull(body.path("error"), "code");
        return body;
    }

    private static void putNull(JsonNode object, String name) {
        if (object instanceof ObjectNode node && !node.has(name)) {
            node.set(name, NullNode.instance);
        }
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

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
                    usage.path("prompt_tokens").asLong()
                            + usage.path("completion_tokens").asLong());
        }
        return answer;
    }

    /** Whether embeddings are all in the form that the client asked for. */
    public static boolean isAsAsked(JsonNode answer, boolean base64) {
        for (JsonNode item : answer.path("data")) {
            if (!(base64
                    ? item.path("embedding").isTextual()
                    : item.path("embedding").isArray())) {
                return false;
            }
        }
        return answer.path("data").isArray();
    }

    /** Gives embeddings in the form that the client asked for, whatever the provider sent. */
    public static ObjectNode embeddings(ObjectNode answer, boolean base64) {
        for (JsonNode item : answer.path("data")) {
            JsonNode embedding = item.path("embedding");
            if (base64 && embedding.isArray()) {
                ((ObjectNode) item).put("embedding", pack(embedding));
            } else if (!base64 && embedding.isTextual()) {
                ((ObjectNode) item).set("embedding", unpack(embedding.asText()));
            }
        }
        return answer;
    }

    /** Base64 of little-endian 32-bit floats, as SDKs decode it. */
    private static String pack(JsonNode floats) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * floats.size()).order(ByteOrder.LITTLE_ENDIAN);
        if (floats instanceof LazyArray numbers) {
            numbers.floats(bytes);
        } else {
            floats.forEach(f -> bytes.putFloat(f.floatValue()));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static ArrayNode unpack(String base64) {
        return new Floats(Base64.getDecoder().decode(base64));
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

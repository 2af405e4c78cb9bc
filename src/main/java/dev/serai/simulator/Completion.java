package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;

/**
 * An answer to a chat or completions request, with what identifies it.
 *
 * @param created seconds since 1970
 */
record Completion(Format format, String id, long created, String model, Choices answer) {

    /** The whole answer as one object. */
    ObjectNode whole() {
        ObjectNode body = head(format.object());
        ArrayNode choices = body.putArray("choices");
        for (Choice choice : answer.choices()) {
            ObjectNode node = choices.addObject().put("index", choices.size() - 1);
            format.whole(node, choice);
            node.putNull("logprobs").put("finish_reason", choice.finish());
        }
        body.set("usage", usage());
        return body;
    }

    /** The fields that the whole answer and each chunk begin with. */
    ObjectNode head(String object) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    /** OpenAI's usage object. */
    ObjectNode usage() {
        ObjectNode usage = Json.MAPPER
                .createObjectNode()
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", answer.completionTokens())
                .put("total_tokens", answer.promptTokens() + answer.completionTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}

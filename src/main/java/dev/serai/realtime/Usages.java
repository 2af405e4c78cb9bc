package dev.serai.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.List;

/** A usage object of the realtime API, as OpenAI's chats have it. */
final class Usages {

    private static final String SECONDS = "seconds";
    private static final String CACHED = "cached_tokens";
    private static final String AUDIO = "audio_tokens";
    private static final String IMAGE = "image_tokens";

    private Usages() {}

    /** Of a response; null if there is none that says anything. */
    static JsonNode of(byte[] usage) {
        JsonNode said = read(usage);
        return said == null || !said.path("input_tokens").isNumber() ? null : tokens(said);
    }

    /**
     * Of what was transcribed, by its tokens or by its length.
     *
     * @param heard seconds that there may have been, where nobody says it
     */
    static JsonNode ofTranscription(byte[] usage, double heard) {
        JsonNode said = read(usage);
        if (said == null) {
            return Json.MAPPER.createObjectNode().put(SECONDS, heard);
        }
        double seconds = said.path(SECONDS).asDouble(heard);
        return said.path("input_tokens").isNumber()
                ? tokens(said).put(SECONDS, seconds)
                : Json.MAPPER
                        .createObjectNode()
                        .put("prompt_tokens", 0)
                        .put("completion_tokens", 0)
                        .put(SECONDS, seconds);
    }

    private static JsonNode read(byte[] usage) {
        try {
            return usage == null ? null : Json.parse(usage);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** As they are said: who books them believes not all. */
    private static ObjectNode tokens(JsonNode said) {
        ObjectNode usage = Json.MAPPER.createObjectNode();
        copy(said, "input_tokens", usage, "prompt_tokens");
        copy(said, "output_tokens", usage, "completion_tokens");
        copy(said, "total_tokens", usage, "total_tokens");
        JsonNode in = said.path("input_token_details");
        ObjectNode read = usage.putObject("prompt_tokens_details");
        for (String name : List.of(CACHED, AUDIO, IMAGE)) {
            copy(in, name, read, name);
        }
        JsonNode cached = in.path("cached_tokens_details");
        for (String name : List.of(AUDIO, IMAGE)) {
            // what came from the cache is among them, and has the cache's rate alone
            if (cached.path(name).isIntegralNumber() && read.path(name).isIntegralNumber()) {
                read.put(
                        name,
                        Math.max(0, read.get(name).asLong() - cached.get(name).asLong()));
            }
        }
        ObjectNode written = usage.putObject("completion_tokens_details");
        for (String name : List.of(AUDIO, "reasoning_tokens")) {
            copy(said.path("output_token_details"), name, written, name);
        }
        return usage;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.path(name).isNumber()) {
            to.set(as, from.get(name));
        }
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;

/** What is known at the end of a stream: why the answer ended, and its usage. */
final class AnswerEnd {

    private static final int LONGEST = 4096;

    private final ObjectNode known = Json.MAPPER.createObjectNode();
    private StringBuilder refusal;

    void chunk(JsonNode chunk) {
        if (chunk.path("usage").isObject()) {
            known.set("usage", chunk.get("usage"));
        }
        keep(chunk, "stop_sequence", "stop_sequence");
    }

    void choice(JsonNode choice) {
        keep(choice, "finish_reason", "finish");
        keep(choice, "native_finish_reason", "native");
        keep(choice, "stop_reason", "stop_reason");
        JsonNode refused = choice.path("delta").path("refusal");
        if (refused.isTextual()) {
            refusal = refusal == null ? new StringBuilder() : refusal;
            String text = refused.textValue();
            refusal.append(text, 0, Math.min(text.length(), LONGEST - refusal.length()));
        }
    }

    private void keep(JsonNode from, String name, String as) {
        JsonNode value = from.path(name);
        if (value.isTextual() && value.textValue().length() <= LONGEST) {
            known.set(as, value);
        }
    }

    ObjectNode piece(boolean called) {
        known.put("calls", called);
        if (refusal != null) {
            known.put("refusal", refusal.toString());
        }
        return Json.MAPPER.createObjectNode().set("end", known);
    }
}

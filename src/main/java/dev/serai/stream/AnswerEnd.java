package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;

/** What is known at the end of a stream: why a choice ended, and the usage of all. */
final class AnswerEnd {

    private static final int LONGEST = 4096;

    /** Of what a provider adds to its answer: mostly a signature. */
    private static final long MOST_EXTRA = 1 << 18;

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
        JsonNode extra = choice.path("delta").path("extra_content");
        if (extra.isObject() && TreeSize.weight(extra, MOST_EXTRA) <= MOST_EXTRA) {
            known.set("extra_content", extra);
        }
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

    ObjectNode known(boolean called) {
        known.put("calls", called);
        if (refusal != null) {
            known.put("refusal", refusal.toString());
        }
        return known;
    }
}

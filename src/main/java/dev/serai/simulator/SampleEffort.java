package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serai.wire.ApiException;

/** How much a schema asks of who samples it: a small one may ask for much, since it can refer to itself. */
final class SampleEffort {

    private static final int MAX_CHARACTERS = 100_000;
    private static final int MAX_WORK = 1_000_000;

    private long size;
    private long work;

    /** A value of the schema's own, as long as there is room for it. */
    JsonNode given(JsonNode value) {
        size += size(value);
        return size > MAX_CHARACTERS ? NullNode.instance : value;
    }

    private static long size(JsonNode value) {
        long size = 1L + (value.isTextual() ? value.textValue().length() : 0);
        for (JsonNode part : value) {
            size += size(part);
        }
        return size;
    }

    /**
     * Notes that a part of the schema is looked through.
     *
     * @throws ApiException 400 where that has been too much
     */
    void looks(JsonNode part) {
        work += part.size() + 1L;
        if (work > MAX_WORK) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "response_format",
                    "The schema is too large, or refers to itself too often, to be sampled");
        }
    }
}

package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.TreeSize;

/** How much a schema asks of who samples it: a small one may ask for much, since it can refer to itself. */
final class SampleEffort {

    private static final int MAX_CHARACTERS = 100_000;
    private static final int MAX_WORK = 1_000_000;
    private static final int CHARACTERS_PER_LOOK = 16;

    private long size;
    private long work;

    /** A value of the schema's own, as long as there is room for it. */
    JsonNode given(JsonNode value) {
        if (hasRoom()) {
            size += TreeSize.weight(value, MAX_CHARACTERS);
        }
        return hasRoom() ? value : NullNode.instance;
    }

    /** Whether there is room for anything. */
    boolean hasRoom() {
        return size <= MAX_CHARACTERS;
    }

    /**
     * Notes that a part of the schema is looked through.
     *
     * @throws ApiException 400 where that has been too much
     */
    void looks(JsonNode part) {
        works(part.size() + 1L);
    }

    /**
     * Notes that a reference is followed, which may be long.
     *
     * @throws ApiException 400 where that has been too much
     */
    void reads(String reference) {
        works(reference.length() / CHARACTERS_PER_LOOK);
    }

    private void works(long more) {
        work += more;
        if (work > MAX_WORK) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "response_format",
                    "The schema is too large, or refers to itself too often, to be sampled");
        }
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * How a format wants to have the blocks of an answer; the request's transform says it in its state.
 *
 * @param hidden kinds of blocks that the client does not see
 * @param whole whether blocks are told once more when they end, and all of them when the answer does
 * @param interleaved whether a call may begin while another one is under way
 */
record BlockWish(Set<String> hidden, boolean whole, boolean interleaved) {

    static BlockWish of(JsonNode state) {
        Set<String> hidden = new HashSet<>();
        state.path("hidden").forEach(kind -> hidden.add(kind.asText()));
        return new BlockWish(
                hidden,
                state.path("whole").asBoolean(),
                state.path("interleaved").asBoolean());
    }
}

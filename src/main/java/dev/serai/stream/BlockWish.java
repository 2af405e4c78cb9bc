package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client wants of an answer's blocks.
 *
 * @param hidden kinds that it does not see
 * @param whole kinds that are told once more when they are whole
 * @param all whether all are, and all of them once more when the answer ends
 * @param interleaved whether a call may begin while another one is under way
 */
record BlockWish(Set<String> hidden, Set<String> whole, boolean all, boolean interleaved) {

    /** As the request's transform says it. */
    static BlockWish of(JsonNode state) {
        return new BlockWish(
                kinds(state.path("hidden")),
                kinds(state.path("whole")),
                state.path("whole").asBoolean(),
                state.path("interleaved").asBoolean());
    }

    private static Set<String> kinds(JsonNode list) {
        Set<String> kinds = new HashSet<>();
        list.forEach(kind -> kinds.add(kind.asText()));
        return kinds;
    }
}

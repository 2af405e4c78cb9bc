package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client wants of an answer's blocks.
 *
 * @param hidden kinds that it does not see
 * @param whole kinds that are told once more when they are whole
 */
record BlockWish(Set<String> hidden, Set<String> whole) {

    /** As the request's transform says it. */
    static BlockWish of(JsonNode state) {
        return new BlockWish(kinds(state.path("hidden")), kinds(state.path("whole")));
    }

    private static Set<String> kinds(JsonNode list) {
        Set<String> kinds = new HashSet<>();
        list.forEach(kind -> kinds.add(kind.asText()));
        return kinds;
    }
}

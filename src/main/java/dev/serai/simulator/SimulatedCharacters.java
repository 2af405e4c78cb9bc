package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who can be in videos of a simulated provider, by name alone. */
final class SimulatedCharacters {

    private static final int MOST = 1000;

    private final Clock clock;
    private final Map<String, ObjectNode> characters = new LinkedHashMap<>();
    private long made;

    SimulatedCharacters(Clock clock) {
        this.clock = clock;
    }

    synchronized ObjectNode add(String name) {
        String id = Fingerprint.of(name, made++, clock.millis()).id("char_");
        ObjectNode character = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "video.character")
                .put("created_at", clock.instant().getEpochSecond())
                .put("name", name);
        if (characters.size() == MOST) {
            characters.remove(characters.keySet().iterator().next());
        }
        characters.put(id, character);
        return character.deepCopy();
    }

    synchronized ObjectNode get(String id) {
        ObjectNode character = characters.get(id);
        if (character == null) {
            throw new ApiException(404, "invalid_request_error", null, "id", "Character '" + id + "' not found.");
        }
        return character.deepCopy();
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;
import java.util.HashMap;
import java.util.Map;

/** Members beside the choices that a provider sends along with its stream: kept until the end, where they are not too much. */
public final class Extras {

    private static final int MOST = 256;
    private static final long MOST_WEIGHT = 1 << 20;

    private final ObjectNode members = Json.MAPPER.createObjectNode();
    private final Map<String, Long> weights = new HashMap<>();
    private long weight;

    /** Adds what there is room for; a member that comes again takes the place of the earlier one. */
    public void add(JsonNode more) {
        for (Map.Entry<String, JsonNode> member : more.properties()) {
            long own = member.getKey().length() + TreeSize.weight(member.getValue(), MOST_WEIGHT);
            long after = weight + own - weights.getOrDefault(member.getKey(), 0L);
            if (after <= MOST_WEIGHT && (members.size() < MOST || members.has(member.getKey()))) {
                members.set(member.getKey(), member.getValue());
                weights.put(member.getKey(), own);
                weight = after;
            }
        }
    }

    public ObjectNode all() {
        return members;
    }
}

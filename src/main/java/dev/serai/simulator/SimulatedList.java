package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.List;

/** Parts of lists, and what is said of what was deleted, in the words of each API. */
final class SimulatedList {

    private SimulatedList() {}

    /** So many as are wanted, from where the client has got to. */
    static ObjectNode of(SimulatedKind kind, SimulatedRequest request, List<ObjectNode> all) {
        boolean messages = kind == SimulatedKind.MESSAGE_BATCH;
        String after = request.parameter(kind.isNamed() ? "pageToken" : messages ? "after_id" : "after");
        int from = after.isEmpty() ? 0 : 1 + place(kind, all, after);
        int limit = request.limit(kind.isNamed() ? "pageSize" : "limit");
        List<ObjectNode> part = all.subList(from, Math.min(all.size(), from + limit));
        boolean more = from + part.size() < all.size();
        return kind.isNamed() ? named(kind, part, more) : listed(messages, part, more);
    }

    /** Where one stands; where it has gone, the list begins anew. */
    private static int place(SimulatedKind kind, List<ObjectNode> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path(kind.member()).asText().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static ObjectNode named(SimulatedKind kind, List<ObjectNode> part, boolean more) {
        ObjectNode list = Json.MAPPER.createObjectNode();
        list.putArray(kind.object()).addAll(part);
        return more ? list.set("nextPageToken", part.get(part.size() - 1).get(kind.member())) : list;
    }

    private static ObjectNode listed(boolean messages, List<ObjectNode> part, boolean more) {
        ObjectNode list = Json.MAPPER.createObjectNode();
        if (!messages) {
            list.put("object", "list");
        }
        ArrayNode data = list.putArray("data");
        data.addAll(part);
        JsonNode first = data.path(0).path("id");
        JsonNode last = data.path(data.size() - 1).path("id");
        list.set("first_id", first.isMissingNode() ? null : first);
        list.set("last_id", last.isMissingNode() ? null : last);
        return list.put("has_more", more);
    }

    /** What is said of one that is not there any more. */
    static ObjectNode deleted(SimulatedKind kind, String id) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        if (kind.isNamed()) {
            return answer;
        }
        answer.put("id", id);
        return kind == SimulatedKind.MESSAGE_BATCH
                ? answer.put("type", kind.deleted())
                : answer.put("object", kind.deleted()).put("deleted", true);
    }
}

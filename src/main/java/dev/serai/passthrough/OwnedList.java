package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.call.PassedBody;
import dev.serai.wire.ApiException;
import dev.serai.wire.Intake;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A part of a provider's list of what all callers have there, without what is others'. */
record OwnedList(ObjectNode list, String lastOfAll, boolean hasMore) {

    private static final int MOST_BYTES = 16 << 20;
    private static final int AT_A_TIME = 500;
    private static final String ID = "id";

    /**
     * Reads one.
     *
     * @throws ApiException 404 if it is no list: nobody could say whose it is
     */
    static OwnedList read(OwnedIds ids, Meant meant, Call call, PassedBody body) throws IOException {
        try (Memory.Share memory = call.memory().share();
                body) {
            byte[] bytes = Intake.read(body, body.length(), MOST_BYTES, memory);
            long size = TreeSize.of(bytes);
            JsonNode tree = LargeBodies.inTurn(size, () -> {
                memory.take(size);
                return Json.parse(bytes);
            });
            if (!(tree instanceof ObjectNode list) || !(tree.get("data") instanceof ArrayNode data)) {
                throw noList();
            }
            return of(ids, meant, list, data);
        } catch (JsonProcessingException e) {
            throw noList();
        } catch (Intake.TooLarge e) {
            throw ApiException.badRequest(
                    "list_too_large",
                    "limit",
                    "The provider's list is larger than is read here: ask for fewer, by limit");
        }
    }

    private static OwnedList of(OwnedIds ids, Meant meant, ObjectNode list, ArrayNode data) {
        Set<String> owned = owned(ids, meant, data);
        String lastOfAll =
                data.isEmpty() ? "" : data.get(data.size() - 1).path(ID).asText();
        ArrayNode own = Json.MAPPER.createArrayNode();
        data.forEach(element -> {
            if (owned.contains(element.path(ID).asText())) {
                own.add(element);
            }
        });
        list.set("data", own);
        end(list, "first_id", own.isEmpty() ? null : own.get(0));
        end(list, "last_id", own.isEmpty() ? null : own.get(own.size() - 1));
        for (String count : List.of("total", "total_count")) {
            list.remove(count); // of all callers
        }
        return new OwnedList(list, lastOfAll, list.path("has_more").asBoolean(false));
    }

    private static void end(ObjectNode list, String name, JsonNode element) {
        if (list.has(name)) {
            list.set(name, element == null ? null : element.get(ID));
        }
    }

    private static Set<String> owned(OwnedIds ids, Meant meant, ArrayNode data) {
        Set<String> owned = new HashSet<>();
        List<String> asked = new ArrayList<>(AT_A_TIME);
        for (int i = 0; i < data.size(); i++) {
            asked.add(data.get(i).path(ID).asText());
            if (asked.size() == AT_A_TIME || i == data.size() - 1) {
                ids.find(meant.tenant(), asked).stream()
                        .filter(it -> it.provider().equals(meant.provider().name()))
                        .forEach(it -> owned.add(it.id()));
                asked.clear();
            }
        }
        return owned;
    }

    /** Whether what is the caller's may be in a later part alone: clients take an empty one for the end. */
    boolean goesOn() {
        return list.path("data").isEmpty() && hasMore && !lastOfAll.isEmpty();
    }

    byte[] bytes(Memory memory) {
        return JsonBytes.of(list, memory);
    }

    private static ApiException noList() {
        return new ApiException(
                404,
                "invalid_request_error",
                "unknown_url",
                null,
                "This path is not served here: what the provider has there is no list, of which a project's own could be"
                        + " told from others'");
    }
}

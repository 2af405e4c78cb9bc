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

/**
 * A part of a provider's list of what all callers have there, without what is others'.
 *
 * @param next by which the part behind it is asked for; empty if there is none
 */
record OwnedList(ObjectNode list, ArrayNode own, String next) {

    static final int MOST_BYTES = 16 << 20;

    private static final int AT_A_TIME = 500;
    private static final String DATA = "data";
    private static final String ID = "id";
    private static final String NEXT = "nextPageToken";

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
            if (!(tree instanceof ObjectNode list)) {
                throw noList();
            }
            return meant.isCollection() ? named(ids, meant, list) : of(ids, meant, list);
        } catch (JsonProcessingException e) {
            throw noList();
        } catch (Intake.TooLarge e) {
            throw tooLarge();
        }
    }

    static ApiException tooLarge() {
        return ApiException.badRequest(
                "list_too_large", "limit", "The provider's list is larger than is read here: ask for fewer, by limit");
    }

    private static OwnedList of(OwnedIds ids, Meant meant, ObjectNode list) {
        if (!(list.get(DATA) instanceof ArrayNode data)) {
            throw noList();
        }
        ArrayNode own = own(ids, meant, data, ID);
        list.set(DATA, own);
        end(list, "first_id", own.isEmpty() ? null : own.get(0));
        end(list, "last_id", own.isEmpty() ? null : own.get(own.size() - 1));
        for (String count : List.of("total", "total_count")) {
            list.remove(count); // of all callers
        }
        boolean hasMore = list.path("has_more").asBoolean(false) && !data.isEmpty();
        return new OwnedList(
                list, own, hasMore ? data.get(data.size() - 1).path(ID).asText() : "");
    }

    /** One of resources by their names, in which a list without any is left out. https://google.aip.dev/158 */
    private static OwnedList named(OwnedIds ids, Meant meant, ObjectNode list) {
        String collection = meant.path().last();
        ArrayNode all = list.get(collection) instanceof ArrayNode array ? array : Json.MAPPER.createArrayNode();
        JsonNode next = list.path(NEXT);
        ArrayNode own = own(ids, meant, all, "name");
        list.removeAll();
        if (!own.isEmpty()) {
            list.set(collection, own);
        }
        if (next.isTextual()) {
            list.set(NEXT, next);
        }
        return new OwnedList(list, own, next.asText(""));
    }

    private static ArrayNode own(OwnedIds ids, Meant meant, ArrayNode all, String member) {
        Set<String> shown = shown(ids, meant, all, member);
        ArrayNode own = Json.MAPPER.createArrayNode();
        all.forEach(element -> {
            if (shown.contains(element.path(member).asText())) {
                own.add(element);
            }
        });
        return own;
    }

    private static void end(ObjectNode list, String name, JsonNode element) {
        if (list.has(name)) {
            list.set(name, element == null ? null : element.get(ID));
        }
    }

    /** Where anything may be asked for, what is not known to be another's. */
    private static Set<String> shown(OwnedIds ids, Meant meant, ArrayNode all, String member) {
        String provider = meant.provider().name();
        Set<String> shown = new HashSet<>();
        List<String> asked = new ArrayList<>(AT_A_TIME);
        for (int i = 0; i < all.size(); i++) {
            asked.add(all.get(i).path(member).asText());
            if (asked.size() == AT_A_TIME || i == all.size() - 1) {
                if (meant.whole()) {
                    shown.addAll(asked);
                    ids.foreign(meant.tenant(), provider, asked).forEach(shown::remove);
                } else {
                    ids.find(meant.tenant(), asked).stream()
                            .filter(it -> it.provider().equals(provider))
                            .forEach(it -> shown.add(it.id()));
                }
                asked.clear();
            }
        }
        return shown;
    }

    /** Whether what is the caller's may be in a later part alone: clients take an empty one for the end. */
    boolean goesOn() {
        return own.isEmpty() && !next.isEmpty();
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

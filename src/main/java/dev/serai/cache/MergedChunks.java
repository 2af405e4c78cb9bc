package dev.serai.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.OpenAiShape;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The whole answer of which a stream's chunks are the pieces: texts of one name are joined, lists go on, calls are told apart
 * by their index, and of anything else the last one counts.
 */
final class MergedChunks {

    private static final String USAGE = "usage";
    private static final String CHOICES = "choices";
    private static final String INDEX = "index";

    /** Each piece says the same. */
    private static final Set<String> CONSTANT = Set.of("role", "id", "type", "finish_reason", "status", "format");

    private final JsonNode usage;
    private final ObjectNode whole = Json.MAPPER.createObjectNode();
    private final Map<Integer, ObjectNode> choices = new TreeMap<>();
    private final IdentityHashMap<ObjectNode, Map<String, StringBuilder>> texts = new IdentityHashMap<>();

    /**
     * Begins.
     *
     * @param usage what is known of it, where no chunk says it; may be null
     */
    MergedChunks(JsonNode usage) {
        this.usage = usage;
    }

    /** Joins all chunks; null if there is none. */
    ObjectNode whole(List<ObjectNode> chunks) {
        for (ObjectNode chunk : chunks) {
            chunk.properties().forEach(member -> {
                if (!member.getKey().equals(CHOICES)) {
                    whole.set(member.getKey(), member.getValue());
                }
            });
            chunk.path(CHOICES).forEach(this::choice);
        }
        if (choices.isEmpty()) {
            return null;
        }
        texts.forEach((object, members) -> members.forEach((name, text) -> object.put(name, text.toString())));
        boolean text = whole.path("object").asText().equals("text_completion");
        ArrayNode all = whole.put("object", text ? "text_completion" : "chat.completion")
                .putArray(CHOICES);
        choices.values().forEach(choice -> {
            if (choice.path("message") instanceof ObjectNode message && !message.has("role")) {
                message.put("role", "assistant"); // which no chunk has to say
            }
            all.add(choice);
        });
        if (!whole.path(USAGE).isObject()) {
            whole.remove(USAGE);
        }
        if (usage != null && !whole.has(USAGE)) {
            whole.set(USAGE, usage);
        }
        return OpenAiShape.completion(whole.deepCopy());
    }

    private void choice(JsonNode piece) {
        ObjectNode choice = choices.computeIfAbsent(
                piece.path(INDEX).asInt(),
                index -> Json.MAPPER.createObjectNode().put(INDEX, index));
        piece.properties().forEach(member -> {
            if (member.getKey().equals("delta")) {
                if (member.getValue() instanceof ObjectNode delta) {
                    merge(
                            choice.path("message") instanceof ObjectNode message
                                    ? message
                                    : choice.putObject("message"),
                            delta);
                }
            } else if (!member.getKey().equals(INDEX)) {
                merge(choice, member.getKey(), member.getValue());
            }
        });
    }

    private void merge(ObjectNode into, ObjectNode pieces) {
        pieces.properties().forEach(member -> {
            if (!member.getKey().equals(INDEX)) {
                merge(into, member.getKey(), member.getValue());
            }
        });
    }

    private void merge(ObjectNode into, String name, JsonNode piece) {
        JsonNode before = into.get(name);
        if (piece.isNull()) {
            into.set(name, before == null ? piece : before);
        } else if (piece.isTextual() && !CONSTANT.contains(name)) {
            texts.computeIfAbsent(into, it -> new HashMap<>())
                    .computeIfAbsent(name, it -> new StringBuilder())
                    .append(piece.textValue());
            into.set(name, before == null ? piece : before);
        } else if (piece.isTextual()) {
            into.set(name, piece.textValue().isEmpty() && before != null ? before : piece);
        } else if (piece instanceof ArrayNode list) {
            ArrayNode all = before instanceof ArrayNode known ? known : into.putArray(name);
            list.forEach(element -> add(all, element));
        } else if (piece instanceof ObjectNode object) {
            merge(before instanceof ObjectNode known ? known : into.putObject(name), object);
        } else {
            into.set(name, piece);
        }
    }

    /** A call that has begun goes on; anything else is one more. */
    private void add(ArrayNode all, JsonNode element) {
        int index = element.path(INDEX).isInt() ? element.path(INDEX).intValue() : -1; // else it may be a token
        if (!(element instanceof ObjectNode piece) || index < 0 || index > all.size()) {
            all.add(element);
        } else if (index == all.size()) {
            merge(all.addObject(), piece);
        } else if (all.get(index) instanceof ObjectNode begun) {
            merge(begun, piece);
        }
    }
}

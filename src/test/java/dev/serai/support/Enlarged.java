package dev.serai.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The same JSON with one text, list or object of it as large as you like. */
public final class Enlarged {

    private static final Set<String> IDENTITIES =
            Set.of("id", "tool_call_id", "name", "url", "toolCallId", "tool_use_id");

    private Enlarged() {}

    /** How a place grows. */
    public record Way(String filler, boolean before) {

        private static final List<String> FILLERS = List.of(
                " ",
                "\n",
                "a",
                ".",
                "<",
                "<think>",
                "</thin",
                "__thought__",
                "\"\\",
                "\u00e9\ud83d\ude00",
                "0",
                "_a.",
                "too many tokens: ",
                "https://a/?",
                "data:a;base64,",
                "{\"a\":",
                "[");

        private static final Way LAST = new Way("", false);
        private static final Way TEXT = new Way("a", false);

        /** Whether elements are repeated, not characters. */
        public boolean repeats() {
            return filler.isEmpty();
        }

        /** The ways in which a place can grow. */
        public static List<Way> of(Place place) {
            List<Way> ways = new ArrayList<>();
            if (place.value().isTextual()) {
                FILLERS.forEach(filler -> ways.add(new Way(filler, false)));
                FILLERS.forEach(filler -> ways.add(new Way(filler, true)));
            } else {
                ways.add(new Way("", true));
                ways.add(new Way("", false));
            }
            return ways;
        }
    }

    /** A text, list or object in a tree. */
    public record Place(JsonNode root, List<Object> steps, JsonNode value) {

        public String path() {
            return steps.toString();
        }

        /** The same for places that differ in nothing but where they stand in lists. */
        public String kind() {
            return steps.stream()
                            .map(step -> step instanceof Integer ? "*" : step)
                            .toList()
                    + value.getNodeType().name();
        }

        /** The tree with this place grown, by characters or by elements. */
        public JsonNode enlarged(Way way, int size) {
            if (value.isTextual()) {
                String more =
                        way.filler().repeat(Math.max(1, size / way.filler().length()));
                String text = value.textValue();
                return with(TextNode.valueOf(way.before() ? more + text : text + more));
            }
            return with(value.isArray() ? repeated((ArrayNode) value, way, size) : widened((ObjectNode) value, size));
        }

        public boolean isList() {
            return value.isArray();
        }

        /** Whether the other place is in this one, or is this one. */
        public boolean isAround(Place other) {
            return other.steps.size() >= steps.size()
                    && other.steps.subList(0, steps.size()).equals(steps);
        }

        /** The tree with this place and another one grown, neither of which is in the other. */
        public JsonNode with(Place other, int size, int otherSize) {
            JsonNode one = enlarged(Way.LAST, size);
            return new Place(one, other.steps, other.value).enlarged(other.isList() ? Way.LAST : Way.TEXT, otherSize);
        }

        private JsonNode with(JsonNode grown) {
            return with(root, 0, grown);
        }

        private JsonNode with(JsonNode node, int depth, JsonNode grown) {
            if (depth == steps.size()) {
                return grown;
            }
            if (node instanceof ObjectNode object) {
                String name = (String) steps.get(depth);
                ObjectNode copy = Json.MAPPER.createObjectNode().setAll(object);
                return copy.set(name, with(object.get(name), depth + 1, grown));
            }
            int index = (Integer) steps.get(depth);
            ArrayNode copy = Json.MAPPER.createArrayNode().addAll((ArrayNode) node);
            copy.set(index, with(node.get(index), depth + 1, grown));
            return copy;
        }

        /** All elements again and again, or the last; each time with other ids and numbers. */
        private static ArrayNode repeated(ArrayNode array, Way way, int size) {
            ArrayNode repeated = Json.MAPPER.createArrayNode();
            for (int i = 0; i < size && !array.isEmpty(); i++) {
                int which = way.before() ? i % array.size() : Math.min(i, array.size() - 1);
                repeated.add(renumbered(array.get(which), way.before() ? i / array.size() : i - which));
            }
            return repeated;
        }

        private static JsonNode renumbered(JsonNode node, int number) {
            if (number == 0) {
                return node;
            }
            if (node instanceof ArrayNode array) {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                array.forEach(element -> copy.add(renumbered(element, number)));
                return copy;
            }
            if (!(node instanceof ObjectNode object)) {
                return node;
            }
            ObjectNode copy = Json.MAPPER.createObjectNode();
            object.properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (IDENTITIES.contains(member.getKey()) && value.isTextual()) {
                    value = TextNode.valueOf(value.textValue() + number);
                } else if (member.getKey().equals("index") && value.isInt()) {
                    value = IntNode.valueOf(value.intValue() + number);
                }
                copy.set(member.getKey(), renumbered(value, number));
            });
            return copy;
        }

        private static ObjectNode widened(ObjectNode object, int size) {
            ObjectNode wide = Json.MAPPER.createObjectNode().setAll(object);
            for (int i = 0; i < size; i++) {
                wide.set(
                        "m" + i,
                        object.isEmpty()
                                ? IntNode.valueOf(i)
                                : object.iterator().next());
            }
            return wide;
        }
    }

    /** All places in a tree. */
    public static List<Place> places(JsonNode root) {
        List<Place> places = new ArrayList<>();
        collect(root, root, List.of(), places);
        return places;
    }

    private static void collect(JsonNode root, JsonNode node, List<Object> steps, List<Place> places) {
        if (node.isTextual() || node.isContainerNode()) {
            places.add(new Place(root, steps, node));
        }
        node.properties().forEach(member -> collect(root, member.getValue(), longer(steps, member.getKey()), places));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(root, node.get(i), longer(steps, i), places);
        }
    }

    private static List<Object> longer(List<Object> steps, Object step) {
        List<Object> longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }
}

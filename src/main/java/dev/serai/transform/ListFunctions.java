package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.Utf8Places;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What takes transforms a look at everything for each thing, as functions that look once: otherwise time grows with the
 * square of what a caller or provider sends.
 */
final class ListFunctions {

    private ListFunctions() {}

    static List<HostFunction> all() {
        return List.of(
                new HostFunction(
                        "text-index", 2, 2, a -> IntNode.valueOf(a[0].asText().indexOf(a[1].asText()))),
                new HostFunction("in-order", 3, 3, a -> inOrder(a[0], a[1].asText(), a[2])),
                new HostFunction("first-by", 3, 3, a -> firstBy(a[0], a[1].asText(), a[2].asText())),
                new HostFunction("occurrences", 1, 1, a -> occurrences(a[0])),
                new HostFunction("running-sums", 1, 1, a -> runningSums(a[0])),
                new HostFunction("runs", 2, 2, a -> runs(a[0], a[1])),
                new HostFunction("char-offsets", 2, 2, a -> charOffsets(a[0], a[1])));
    }

    /**
     * {@code in-order(objects, key, texts)}: the objects by where their member stands among the texts; those of the same
     * text, and behind them those of none, as they were.
     */
    private static JsonNode inOrder(JsonNode objects, String key, JsonNode texts) {
        Map<String, Integer> places = new HashMap<>();
        for (JsonNode text : texts) {
            places.putIfAbsent(text.asText(), places.size());
        }
        List<JsonNode> sorted = new ArrayList<>(objects.size());
        objects.forEach(sorted::add);
        sorted.sort((a, b) -> Integer.compare(place(places, a.path(key)), place(places, b.path(key))));
        return Json.MAPPER.createArrayNode().addAll(sorted);
    }

    private static int place(Map<String, Integer> places, JsonNode text) {
        return text.isTextual() ? places.getOrDefault(text.textValue(), places.size()) : places.size();
    }

    /** {@code first-by(objects, key, member)}: by the texts of one member another one, of the first that has both as texts. */
    private static JsonNode firstBy(JsonNode objects, String key, String member) {
        ObjectNode first = Json.MAPPER.createObjectNode();
        for (JsonNode object : objects) {
            if (object.path(key).isTextual() && object.path(member).isTextual()) {
                first.putIfAbsent(object.get(key).textValue(), object.get(member));
            }
        }
        return first;
    }

    /** {@code occurrences(["a", "b", "a"])} is {@code [0, 0, 1]}: how often each text was there before. */
    private static JsonNode occurrences(JsonNode texts) {
        Map<String, Integer> before = new HashMap<>();
        ArrayNode occurrences = Json.MAPPER.createArrayNode();
        for (JsonNode text : texts) {
            occurrences.add(before.merge(text.asText(), 1, Integer::sum) - 1);
        }
        return occurrences;
    }

    /** {@code running-sums([3, 1, 2])} is {@code [0, 3, 4, 6]}: where each of joined texts begins. */
    private static JsonNode runningSums(JsonNode numbers) {
        ArrayNode sums = Json.MAPPER.createArrayNode().add(0L);
        long sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asLong();
            sums.add(sum);
        }
        return sums;
    }

    /** {@code runs(["a", "b", "c"], [1, 1, 2])} is {@code [["a", "b"], ["c"]]}: neighbours of the same key together. */
    private static JsonNode runs(JsonNode list, JsonNode keys) {
        ArrayNode runs = Json.MAPPER.createArrayNode();
        ArrayNode run = null;
        for (int i = 0; i < list.size(); i++) {
            if (run == null || !same(keys.path(i), keys.path(i - 1))) {
                run = runs.addArray();
            }
            run.add(list.get(i));
        }
        return runs;
    }

    private static boolean same(JsonNode key, JsonNode other) {
        boolean numbers = key.isNumber() && other.isNumber();
        return numbers ? key.doubleValue() == other.doubleValue() : key.equals(other);
    }

    /**
     * {@code char-offsets(texts, places)}: where places are in all of the texts joined. A place is {@code [i, n]}: byte n
     * of UTF-8 from where text i begins on; the result is the character that begins there or after it.
     */
    private static JsonNode charOffsets(JsonNode texts, JsonNode places) {
        Utf8Places joined = new Utf8Places(texts);
        ArrayNode offsets = Json.MAPPER.createArrayNode();
        for (JsonNode place : places) {
            offsets.add(
                    place.path(0).isNumber()
                            ? IntNode.valueOf(joined.charAt(
                                    place.get(0).asInt(), place.path(1).asLong()))
                            : NullNode.instance);
        }
        return offsets;
    }
}

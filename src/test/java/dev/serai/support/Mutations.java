package dev.serai.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The same JSON with another value in one place, for each place in it. */
public final class Mutations {

    private Mutations() {}

    /**
     * One of them.
     *
     * @param place as in an error's {@code param}
     */
    public record Mutation(String place, String json) {}

    /** Numbers that no amount of anything has. */
    public static Stream<String> numbers() {
        return Stream.of(
                "1e99999999999",
                "-1e-99999999999",
                "1e2147483647",
                "1e-2147483648",
                "-1e999999999",
                "1e400",
                "9".repeat(400),
                "9".repeat(10_000),
                "0." + "0".repeat(10_000) + "1",
                "NaN",
                "-Infinity");
    }

    /** The JSON with the literal in place of each value, whatever it was. */
    public static List<Mutation> of(JsonNode json, String literal) {
        List<Mutation> mutations = new ArrayList<>();
        JsonNode copy = json.deepCopy();
        each(
                copy,
                "",
                place -> mutations.add(new Mutation(place, Json.text(copy).replace("\"MARK\"", literal))));
        return mutations;
    }

    private static void each(JsonNode node, String path, Consumer<String> marked) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                String place = path.isEmpty() ? name : path + "." + name;
                JsonNode value = object.get(name);
                object.put(name, "MARK");
                marked.accept(place);
                object.set(name, value);
                each(value, place, marked);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                array.set(i, "MARK");
                marked.accept(path + "[" + i + "]");
                array.set(i, value);
                each(value, path + "[" + i + "]", marked);
            }
        }
    }
}

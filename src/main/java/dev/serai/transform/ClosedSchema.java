package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * JSON Schema in the subset in which every object is closed. A keyword outside the subset cannot be enforced by the
 * provider, so the description tells it to the model instead.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured outputs</a>
 */
final class ClosedSchema {

    private static final Set<String> STRING_FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    /** Where it stands, as far as that is told; put together only then. */
    private record Place(Place above, String name) {

        private static final int MOST_STEPS = 32;

        /** The names of its last steps. */
        @Override
        public String toString() {
            Deque<String> names = new ArrayDeque<>();
            Place at = this;
            for (; at != null && names.size() < MOST_STEPS; at = at.above) {
                names.addFirst(at.name);
            }
            return (at == null ? "" : "….") + String.join(".", names);
        }
    }

    private final Place path;

    /** The keywords that are not dealt with yet. */
    private final Map<String, JsonNode> rest = new LinkedHashMap<>();

    private final ObjectNode closed = Json.MAPPER.createObjectNode();

    private ClosedSchema(Place path, JsonNode schema) {
        if (!schema.isObject()) {
            throw refusal(path, "must be an object");
        }
        this.path = path;
        schema.properties().forEach(keyword -> rest.put(keyword.getKey(), keyword.getValue()));
    }

    /**
     * The schema's closed form; the schema itself is not changed.
     *
     * @throws ApiException if the schema says of some value neither its type nor its alternatives
     */
    static JsonNode of(JsonNode schema) {
        return new ClosedSchema(new Place(null, "schema"), schema).close();
    }

    private ObjectNode close() {
        eachMember("$defs");
        if (keep("$ref")) {
            return closed;
        }
        rest.remove("$schema");
        boolean literal = keepLiterals();
        JsonNode type = rest.remove("type");
        boolean alternatives =
                eachElement("anyOf", "anyOf") || eachElement("oneOf", "anyOf") || eachElement("allOf", "allOf");
        if (!literal && !alternatives) {
            if (type == null) {
                throw refusal(path, "needs one of type, anyOf, oneOf, allOf, enum, const");
            }
            closed.set("type", type);
        }
        keep("description");
        keep("title");
        if (type != null && !literal) {
            keepWhatTypeAllows(type);
        }
        describeRest();
        return closed;
    }

    private void keepWhatTypeAllows(JsonNode type) {
        if (includes(type, "object")) {
            if (!eachMember("properties")) {
                closed.putObject("properties");
            }
            rest.remove("additionalProperties");
            closed.put("additionalProperties", false);
            keep("required");
        }
        if (includes(type, "array")) {
            JsonNode items = rest.remove("items");
            if (items != null) {
                closed.set("items", close(path, "items", items));
            }
            if (rest.containsKey("minItems")
                    && Set.of("0", "1").contains(rest.get("minItems").asText())) {
                keep("minItems");
            }
        }
        if (includes(type, "string")
                && rest.containsKey("format")
                && STRING_FORMATS.contains(rest.get("format").asText())) {
            keep("format");
        }
    }

    /** An enumeration or constant says its type itself. */
    private boolean keepLiterals() {
        boolean literal = false;
        JsonNode values = rest.get("enum");
        if (values instanceof ArrayNode
                && !values.isEmpty()
                && values.valueStream().allMatch(JsonNode::isValueNode)) {
            literal = keep("enum");
        }
        if (rest.containsKey("const") && rest.get("const").isValueNode()) {
            literal |= keep("const");
        }
        return literal;
    }

    private boolean keep(String keyword) {
        JsonNode value = rest.remove(keyword);
        if (value != null) {
            closed.set(keyword, value);
        }
        return value != null;
    }

    private boolean eachMember(String keyword) {
        if (!(rest.get(keyword) instanceof ObjectNode members)) {
            return false;
        }
        rest.remove(keyword);
        ObjectNode target = closed.putObject(keyword);
        Place place = new Place(path, keyword);
        members.properties().forEach(m -> target.set(m.getKey(), close(place, m.getKey(), m.getValue())));
        return true;
    }

    private boolean eachElement(String keyword, String name) {
        if (!(rest.get(keyword) instanceof ArrayNode elements)) {
            return false;
        }
        rest.remove(keyword);
        ArrayNode target = closed.putArray(name);
        elements.forEach(element -> target.add(close(path, keyword, element)));
        return true;
    }

    private static ObjectNode close(Place above, String name, JsonNode schema) {
        return new ClosedSchema(new Place(above, name), schema).close();
    }

    private void describeRest() {
        if (rest.isEmpty()) {
            return;
        }
        String said = rest.entrySet().stream()
                .map(keyword -> keyword.getKey() + ": " + Json.text(keyword.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        String description = closed.path("description").asText("");
        closed.put("description", description.isEmpty() ? said : description + "\n\n" + said);
    }

    private static boolean includes(JsonNode type, String name) {
        return type.asText().equals(name)
                || type.valueStream().anyMatch(t -> t.asText().equals(name));
    }

    private static ApiException refusal(Place path, String problem) {
        return ApiException.badRequest(
                "invalid_value", "response_format.json_schema.schema", "The JSON Schema at '" + path + "' " + problem);
    }
}

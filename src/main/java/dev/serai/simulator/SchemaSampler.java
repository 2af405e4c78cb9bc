package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one instance of a JSON Schema: every property, one item a list, the first of alternatives. A schema within
 * itself is entered again only where it must be. Knows what providers allow in structured outputs and no more:
 * {@code pattern}, {@code not}, {@code if} and what depends on other values are not looked at.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-validation">JSON Schema</a>
 */
final class SchemaSampler {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_VALUES = 5000;

    private final JsonNode root;
    private final Deque<String> open = new ArrayDeque<>();
    private int depth;
    private int values;
    private final SampleEffort effort;

    private SchemaSampler(JsonNode root, SampleEffort effort) {
        this.root = root;
        this.effort = effort;
    }

    /** The instance; an empty object where there is no schema. */
    static JsonNode sample(JsonNode schema, SampleEffort effort) {
        return schema.isObject() && !schema.isEmpty()
                ? new SchemaSampler(schema, effort).value(schema, "text", 0)
                : Json.MAPPER.createObjectNode();
    }

    /**
     * @param name of the property that it is for: its text
     * @param variant its place in a list, whose items are to differ
     */
    private JsonNode value(JsonNode declared, String name, int variant) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            return NullNode.instance;
        }
        int entered = open.size();
        depth++;
        try {
            return typed(expand(declared), name, variant);
        } finally {
            depth--;
            while (open.size() > entered) {
                open.removeLast();
            }
        }
    }

    private JsonNode typed(ObjectNode schema, String name, int variant) {
        if (schema.has("const")) {
            return effort.given(schema.get("const"));
        }
        JsonNode choices = schema.path("enum");
        if (choices.has(0)) {
            return effort.given(choices.get(variant % choices.size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, variant);
            case "array" -> array(schema, name);
            case "integer", "number" -> SchemaScalars.number(schema, variant);
            case "boolean" -> BooleanNode.valueOf(variant % 2 == 0);
            case "null" -> NullNode.instance;
            default ->
                effort.hasRoom()
                        ? effort.given(TextNode.valueOf(SchemaScalars.text(schema, name, variant)))
                        : NullNode.instance;
        };
    }

    private static String type(ObjectNode schema) {
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.path(0).asText("") : type.asText("");
        if (first.equals("null") && type.size() > 1) {
            return type.get(1).asText("");
        }
        if (!first.isEmpty()) {
            return first;
        }
        if (schema.has("properties") || schema.has("required") || schema.has("additionalProperties")) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems") || schema.has("minItems")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }

    private ObjectNode object(ObjectNode schema, int variant) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        effort.looks(schema.path("properties"));
        effort.looks(schema.path("required"));
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText("")));
        schema.path("properties").properties().forEach(property -> {
            if (required.remove(property.getKey()) || !reenters(property.getValue())) {
                object.set(property.getKey(), value(property.getValue(), property.getKey(), variant));
            }
        });
        required.forEach(name -> object.set(name, value(schema.path("additionalProperties"), name, variant)));
        return object;
    }

    private ArrayNode array(ObjectNode schema, String name) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        JsonNode items = schema.path("items");
        JsonNode first = schema.path("prefixItems");
        first.forEach(item -> array.add(value(item, name, array.size())));
        int wanted = reenters(items) || !first.isEmpty() ? 0 : 1;
        int least = Math.max(wanted, schema.path("minItems").asInt(0));
        int size = Math.min(least, schema.path("maxItems").asInt(Integer.MAX_VALUE));
        while (array.size() < size && values < MAX_VALUES) {
            array.add(value(items, name, array.size()));
        }
        return array;
    }

    /** The schema with its reference, its {@code allOf} and the chosen alternative written into it. */
    private ObjectNode expand(JsonNode declared) {
        effort.looks(declared);
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.setAll(fields(declared));
        JsonNode reference = schema.remove("$ref");
        if (reference != null && open.size() < MAX_DEPTH) {
            open.addLast(reference.asText(""));
            merge(schema, expand(target(reference.asText(""))));
        }
        JsonNode all = schema.remove("allOf");
        if (all != null) {
            all.forEach(part -> merge(schema, expand(part)));
        }
        for (String keyword : new String[] {"anyOf", "oneOf"}) {
            JsonNode alternatives = schema.remove(keyword);
            if (alternatives != null && alternatives.has(0)) {
                merge(schema, expand(alternative(alternatives)));
            }
        }
        return schema;
    }

    private void merge(ObjectNode schema, ObjectNode more) {
        more.properties().forEach(field -> {
            effort.looks(field.getValue());
            JsonNode present = schema.get(field.getKey());
            if (present == null) {
                schema.set(field.getKey(), field.getValue());
            } else if (field.getKey().equals("required")) {
                ArrayNode names = schema.putArray("required");
                present.forEach(names::add);
                field.getValue().forEach(names::add);
            } else if (field.getKey().equals("properties")) {
                ObjectNode properties = schema.putObject("properties");
                properties.setAll(fields(field.getValue()));
                properties.setAll(fields(present));
            }
        });
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** The first that does not lead back into itself. */
    private JsonNode alternative(JsonNode alternatives) {
        effort.looks(alternatives);
        for (JsonNode alternative : alternatives) {
            if (!reenters(alternative)) {
                return alternative;
            }
        }
        return alternatives.get(0);
    }

    private boolean reenters(JsonNode schema) {
        return schema.has("$ref") && open.contains(schema.get("$ref").asText(""));
    }

    private JsonNode target(String reference) {
        effort.reads(reference);
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : root;
    }
}

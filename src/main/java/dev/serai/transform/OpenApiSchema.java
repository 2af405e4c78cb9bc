package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * JSON Schema as the OpenAPI 3.0 subset that older Gemini models accept: nothing by reference, one type, null as {@code
 * nullable}, no combination but {@code anyOf} (https://ai.google.dev/api/caching#Schema). What the subset cannot say is
 * left out.
 */
final class OpenApiSchema {

    private static final Set<String> ALLOWED =
            Set.of(("type format title description nullable enum default anyOf items minItems maxItems properties"
                            + " required propertyOrdering minLength maxLength pattern minimum maximum")
                    .split(" ", -1));

    private OpenApiSchema() {}

    static JsonNode of(JsonNode schema) {
        return schema.isObject() ? cleaned(InlinedSchema.of(schema)) : schema;
    }

    private static ObjectNode cleaned(JsonNode schema) {
        return cleanedFlat(flat(schema));
    }

    /** Alternatives of what is flat are so as well. */
    private static ObjectNode cleanedFlat(JsonNode flat) {
        ObjectNode here = (ObjectNode) flat;
        enumOfTexts(here);
        if (!here.has("type") && !here.has("anyOf")) {
            here.put("type", here.has("items") ? "array" : "object");
        }
        if (here.path("type").asText().equals("array") && !here.path("items").isObject()) {
            here.set("items", copy(here.path("items").path(0)));
        }
        if (!Set.of("enum", "date-time").contains(here.path("format").asText())) {
            here.remove("format");
        }
        knownRequired(here);
        return withChildren(here.retain(ALLOWED), OpenApiSchema::cleaned, OpenApiSchema::cleanedFlat);
    }

    /** The schema with what it combines merged into it, as far as that is one schema. */
    private static ObjectNode flat(JsonNode schema) {
        ObjectNode here = copy(schema);
        MergedSchema merged = new MergedSchema(here);
        for (JsonNode part : elements(here.remove("allOf"))) {
            merged.add(flat(part));
        }
        if (here.has("const")) {
            here.putArray("enum").add(here.remove("const"));
        }
        oneType(here);
        JsonNode oneOf = here.remove("oneOf");
        union(here, elements(here.has("anyOf") ? here.remove("anyOf") : oneOf));
        return here;
    }

    private static void oneType(ObjectNode here) {
        ArrayNode types = Json.MAPPER.createArrayNode();
        JsonNode declared = here.remove("type");
        for (JsonNode type : declared == null || declared.isArray() ? elements(declared) : List.of(declared)) {
            if (type.asText().equals("null")) {
                here.put("nullable", true);
            } else {
                types.add(type);
            }
        }
        if (types.size() == 1) {
            here.set("type", types.get(0));
        } else if (!types.isEmpty() && !here.has("anyOf")) {
            ArrayNode anyOf = here.putArray("anyOf");
            types.forEach(type -> anyOf.addObject().set("type", type));
        }
    }

    private static void union(ObjectNode here, Iterable<JsonNode> members) {
        ArrayNode anyOf = Json.MAPPER.createArrayNode();
        for (JsonNode member : members) {
            if (member.path("type").asText().equals("null")
                    || member.path("const").isNull()) {
                here.put("nullable", true);
            } else {
                anyOf.add(flat(member));
            }
        }
        if (anyOf.size() == 1) {
            new MergedSchema(here).add((ObjectNode) anyOf.get(0));
        } else if (!anyOf.isEmpty()) {
            here.set("anyOf", anyOf);
        }
    }

    /** Only texts can be enumerated; other values leave their type. */
    private static void enumOfTexts(ObjectNode here) {
        ArrayNode texts = Json.MAPPER.createArrayNode();
        for (JsonNode value : elements(here.remove("enum"))) {
            if (value.isNull()) {
                here.put("nullable", true);
                continue;
            }
            if (!here.has("type")) {
                here.put("type", type(value));
            }
            if (value.isTextual()) {
                texts.add(value);
            }
        }
        if (!texts.isEmpty() && here.path("type").asText().equals("string")) {
            here.set("enum", texts);
        }
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** A required property must be declared. */
    private static void knownRequired(ObjectNode here) {
        ArrayNode required = Json.MAPPER.createArrayNode();
        for (JsonNode name : elements(here.remove("required"))) {
            if (here.path("properties").has(name.asText())) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            here.set("required", required);
        }
    }

    /**
     * Changes what a schema has in it.
     *
     * @param alternative changes what may be in its place
     */
    static ObjectNode withChildren(
            ObjectNode schema, Function<JsonNode, ObjectNode> change, Function<JsonNode, ObjectNode> alternative) {
        for (String name : List.of("items", "allOf", "anyOf", "oneOf")) {
            JsonNode child = schema.path(name);
            if (child.isObject() && name.equals("items")) {
                schema.set(name, change.apply(child));
            } else if (child.isArray()) {
                ArrayNode changed = schema.putArray(name);
                child.forEach(member -> changed.add(alternative.apply(member)));
            }
        }
        if (schema.has("properties")) {
            ObjectNode properties = Json.MAPPER.createObjectNode();
            schema.get("properties").properties().forEach(p -> properties.set(p.getKey(), change.apply(p.getValue())));
            schema.set("properties", properties);
        }
        return schema;
    }

    static ObjectNode copy(JsonNode schema) {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        return schema instanceof ObjectNode object ? copy.setAll(object) : copy;
    }

    static Iterable<JsonNode> elements(JsonNode array) {
        return array instanceof ArrayNode ? array : List.of();
    }
}

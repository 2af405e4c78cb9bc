package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** JSON Schema with nothing by reference. */
final class InlinedSchema {

    /**
     * Schemas that refer to schemas that refer to … multiply, and so do long lists in one that many refer to: beyond this
     * many values, or references within each other, a reference stands for anything.
     */
    private static final int MAX_REFERRED = 10_000;

    private static final int MAX_CHAIN = 64;

    private final JsonNode root;
    private final Map<String, JsonNode> targets = new HashMap<>();
    private int referred;

    private InlinedSchema(JsonNode root) {
        this.root = root;
    }

    static ObjectNode of(JsonNode schema) {
        return new InlinedSchema(schema).inlined(schema, Set.of());
    }

    /** The schema with the targets of its references in their places; one that refers to itself ends in anything. */
    private ObjectNode inlined(JsonNode schema, Set<String> above) {
        if (!above.isEmpty()) {
            referred += 1 + weight(schema);
        }
        if (referred > MAX_REFERRED || above.size() > MAX_CHAIN) {
            return Json.MAPPER.createObjectNode();
        }
        ObjectNode here = OpenApiSchema.copy(schema);
        Set<String> seen = schema.has("$ref") ? new HashSet<>(above) : above;
        for (JsonNode ref = here.remove("$ref"); ref != null && seen.add(ref.asText()); ref = here.remove("$ref")) {
            JsonNode target = targets.computeIfAbsent(ref.asText(), this::target);
            referred += weight(target);
            OpenApiSchema.addMissing(here, OpenApiSchema.copy(target));
        }
        return referred > MAX_REFERRED
                ? Json.MAPPER.createObjectNode()
                : OpenApiSchema.withChildren(here, child -> inlined(child, seen));
    }

    private JsonNode target(String reference) {
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : Json.MAPPER.missingNode();
    }

    /** How much a copy has to say beside its children: long lists and texts, by the hundred characters. */
    private static int weight(JsonNode schema) {
        int weight = 0;
        for (JsonNode member : schema) {
            weight += member.isArray()
                    ? member.size()
                    : member.isTextual() ? member.textValue().length() / 100 : 0;
        }
        return weight;
    }
}

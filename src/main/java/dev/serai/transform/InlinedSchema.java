package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;
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
    private static final int USUAL_MEMBERS = 16;

    /** What is copied, and counted, one by one. */
    private static final Set<String> CHILDREN = Set.of("items", "allOf", "anyOf", "oneOf", "properties");

    private final JsonNode root;
    private final Map<String, JsonNode> targets = new HashMap<>();
    private long referred;

    private InlinedSchema(JsonNode root) {
        this.root = root;
    }

    static ObjectNode of(JsonNode schema) {
        return new InlinedSchema(schema).inlined(schema, Set.of());
    }

    /** The schema with the targets of its references in their places; one that refers to itself ends in anything. */
    private ObjectNode inlined(JsonNode schema, Set<String> above) {
        if (referred <= MAX_REFERRED && !above.isEmpty()) {
            referred += 1 + weight(schema);
        }
        if (referred > MAX_REFERRED || above.size() > MAX_CHAIN) {
            return Json.MAPPER.createObjectNode();
        }
        ObjectNode here = OpenApiSchema.copy(schema);
        Set<String> seen = schema.has("$ref") ? new HashSet<>(above) : above;
        refer(here, seen);
        return referred > MAX_REFERRED
                ? Json.MAPPER.createObjectNode()
                : OpenApiSchema.withChildren(here, child -> inlined(child, seen), child -> inlined(child, seen));
    }

    private void refer(ObjectNode here, Set<String> seen) {
        MergedSchema merged = new MergedSchema(here);
        for (JsonNode ref = here.remove("$ref"); ref != null && seen.add(ref.asText()); ref = here.remove("$ref")) {
            JsonNode target = targets.computeIfAbsent(ref.asText(), this::target);
            referred += weight(target);
            if (referred > MAX_REFERRED || seen.size() > MAX_CHAIN) {
                return;
            }
            merged.add(OpenApiSchema.copy(target));
        }
    }

    private JsonNode target(String reference) {
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : Json.MAPPER.missingNode();
    }

    /**
     * How much a copy has to say beside its children: what is in its members, and texts by the hundred characters. A few
     * members more or less than a schema has do not count.
     */
    private static long weight(JsonNode schema) {
        long weight = schema.size() / USUAL_MEMBERS;
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            JsonNode value = member.getValue();
            if (value.isTextual()) {
                weight += value.textValue().length() / 100;
            } else if (value.isContainerNode()) {
                weight += CHILDREN.contains(member.getKey())
                        ? (value.isArray() ? value.size() : 0)
                        : TreeSize.weight(value, MAX_REFERRED * 100L) / 10;
            }
        }
        return weight;
    }
}

package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** A schema into which others are merged: what is already there counts; properties of both, and what both require, come together. */
final class MergedSchema {

    private final ObjectNode here;

    /** The members that are copies of ours by now, and may grow. */
    private final Set<String> own = new HashSet<>();

    MergedSchema(ObjectNode here) {
        this.here = here;
    }

    void add(ObjectNode more) {
        more.properties().forEach(member -> {
            String name = member.getKey();
            if (here.get(name) == null) {
                here.set(name, member.getValue());
            } else if (name.equals("properties")) {
                ObjectNode properties = properties();
                OpenApiSchema.copy(member.getValue())
                        .properties()
                        .forEach(it -> properties.putIfAbsent(it.getKey(), it.getValue()));
            } else if (name.equals("required") || name.equals("allOf")) {
                ArrayNode both = array(name);
                OpenApiSchema.elements(member.getValue()).forEach(both::add);
            }
        });
    }

    private ObjectNode properties() {
        if (own.add("properties")) {
            here.set("properties", OpenApiSchema.copy(here.get("properties")));
        }
        return (ObjectNode) here.get("properties");
    }

    private ArrayNode array(String name) {
        if (own.add(name)) {
            JsonNode present = here.get(name);
            ArrayNode copy = here.putArray(name);
            OpenApiSchema.elements(present).forEach(copy::add);
        }
        return (ArrayNode) here.get(name);
    }
}

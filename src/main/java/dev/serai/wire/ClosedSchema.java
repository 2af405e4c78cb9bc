package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON Schema in the subset in which every object is closed. */
final class ClosedSchema {

    private ClosedSchema() {}

    static JsonNode of(JsonNode schema) {
        return schema;
    }
}

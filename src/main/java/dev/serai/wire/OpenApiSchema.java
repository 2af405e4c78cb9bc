package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON Schema as the OpenAPI subset that some providers accept. */
final class OpenApiSchema {

    private OpenApiSchema() {}

    static JsonNode of(JsonNode schema) {
        return schema;
    }
}

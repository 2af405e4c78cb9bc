package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON Schema written in the dialects that providers accept: recursive work that JSLT is the wrong place for. */
final class JsonSchemas {

    private JsonSchemas() {}

    static JsonNode closed(JsonNode schema) {
        return schema;
    }

    static JsonNode openApi(JsonNode schema) {
        return schema;
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;

/** Finds what kinds of tools a request offers the model. */
final class ToolScan {

    private final JsonParser json;
    private final Map<String, String> needs;
    private final KeptIds kept;

    /** Notes in {@code kept} the ids that it finds. */
    ToolScan(JsonParser json, Map<String, String> needs, KeptIds kept) {
        this.json = json;
        this.needs = needs;
        this.kept = kept;
    }

    /** Reads the value that the parser stands on, {@code tools}, to its end. */
    void scan() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            needs.putIfAbsent("tools", "tools");
            if (json.currentToken() == JsonToken.START_OBJECT) {
                tool("tools[" + index + "]");
            } else {
                json.skipChildren();
            }
        }
    }

    private void tool(String path) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("type") && json.currentToken() == JsonToken.VALUE_STRING) {
                switch (json.getText()) {
                    case "function" -> {}
                    case "custom" -> needs.putIfAbsent("custom_tools", path + ".type");
                    default -> needs.putIfAbsent("hosted_tools", path);
                }
            }
            kept.member(json, name);
        }
    }
}

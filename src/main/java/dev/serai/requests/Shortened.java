package dev.serai.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.wire.Json;

/** Copies JSON as far as it is not too long; of images and sounds it keeps what they are. */
final class Shortened {

    private static final int DATA_HEAD = 40;
    /** What a value takes besides its text. */
    private static final int VALUE = 8;

    private int left;

    /** So many characters are left. */
    Shortened(int characters) {
        this.left = characters;
    }

    /** Whether anything more is kept. */
    boolean hasRoom() {
        return left > 0;
    }

    JsonNode of(JsonNode value) {
        left -= VALUE;
        if (value.isTextual()) {
            return text(value.textValue());
        }
        if (value.isObject()) {
            ObjectNode copy = Json.MAPPER.createObjectNode();
            value.properties().forEach(member -> {
                if (left > 0) {
                    left -= member.getKey().length();
                    copy.set(member.getKey(), of(member.getValue()));
                }
            });
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = Json.MAPPER.createArrayNode();
            value.forEach(element -> {
                if (left > 0) {
                    copy.add(of(element));
                }
            });
            return copy;
        }
        return value;
    }

    private JsonNode text(String text) {
        boolean data = text.startsWith("data:") && text.length() > DATA_HEAD;
        int most = data ? DATA_HEAD : Math.max(0, left);
        left -= Math.min(text.length(), most);
        return TextNode.valueOf(
                text.length() <= most
                        ? text
                        : text.substring(0, most) + "… (" + (text.length() - most) + " more characters)");
    }
}

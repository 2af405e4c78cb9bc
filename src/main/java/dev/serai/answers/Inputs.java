package dev.serai.answers;

import dev.serai.wire.RawObject;
import java.nio.charset.StandardCharsets;

/** What was asked, as a JSON array of items. */
final class Inputs {

    private static final String NONE = "[]";

    private Inputs() {}

    /** The member {@code input}, as it came: a text is one item. */
    static String of(RawObject.Slice input) {
        if (input == null || input.is("null")) {
            return NONE;
        }
        String json = new String(input.source(), input.start(), input.length(), StandardCharsets.UTF_8);
        return json.startsWith("[") ? json : "[{\"type\":\"message\",\"role\":\"user\",\"content\":" + json + "}]";
    }

    /** How many characters a value has: in UTF-8 each begins with a byte that goes on with none. */
    static long characters(RawObject.Slice value) {
        long characters = 0;
        for (int i = value == null ? 0 : value.start(); value != null && i < value.end(); i++) {
            characters += (value.source()[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    /** One array of two. */
    static String joined(String first, String second) {
        String a = inside(first);
        String b = inside(second);
        return "[" + a + (a.isEmpty() || b.isEmpty() ? "" : ",") + b + "]";
    }

    private static String inside(String array) {
        return array.substring(1, array.lastIndexOf(']')).strip();
    }
}

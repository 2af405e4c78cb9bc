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

package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a tree of JSON takes in memory while it is built, as far as its bytes tell: a text is there up to four times, and
 * each value, be it no more than {@code []}, is objects of about a hundred bytes.
 */
public final class TreeSize {

    /** Smaller bodies are not looked through. */
    private static final int SMALL = 1 << 14;

    private static final int SMALL_PER_BYTE = 8;
    private static final int PER_BYTE = 4;
    private static final int PER_MARK = 128;

    private TreeSize() {}

    /** The estimate for all of it. */
    public static long of(byte[] json) {
        return of(json, 0, json.length);
    }

    /** The estimate for {@code json[start, end)}. */
    public static long of(byte[] json, int start, int end) {
        long length = end - (long) start;
        return length <= SMALL ? SMALL_PER_BYTE * length : PER_BYTE * length + PER_MARK * marks(json, start, end);
    }

    /** The values and characters of a tree; as soon as they are more than the most, some number above it. */
    public static long weight(JsonNode tree, long most) {
        return weight(tree, 0, most);
    }

    private static long weight(JsonNode tree, long before, long most) {
        long weight = before + 1 + (tree.isTextual() ? tree.textValue().length() : 0);
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            weight += member.getKey().length();
        }
        for (JsonNode part : tree) {
            if (weight > most) {
                return weight;
            }
            weight = weight(part, weight, most);
        }
        return weight;
    }

    /** Commas, colons and opening brackets outside of strings: there is one for each value, two for a member's. */
    private static long marks(byte[] json, int start, int end) {
        long marks = 0;
        for (int i = start; i < end; i++) {
            switch (json[i]) {
                case '"' -> i = stringEnd(json, i, end);
                case ',', ':', '[', '{' -> marks++;
                default -> {}
            }
        }
        return marks;
    }

    private static int stringEnd(byte[] json, int start, int end) {
        int i = start + 1;
        while (i < end && json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}

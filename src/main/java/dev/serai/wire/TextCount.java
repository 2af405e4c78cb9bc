package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Counts an answer's text in bytes of UTF-8, by the names of the members that hold it. */
public final class TextCount {

    private static final Set<String> NAMES = Set.of("content", "reasoning_content", "refusal", "text", "arguments");

    private long bytes;

    /** Adds the string that the parser stands on, if it is text of an answer. */
    public void add(JsonParser json) throws IOException {
        String name = json.currentName();
        if (counts(name)) {
            char[] chars = json.getTextCharacters();
            int end = json.getTextOffset() + json.getTextLength();
            for (int i = json.getTextOffset(); i < end; i++) {
                bytes += width(chars[i]);
            }
        }
    }

    /** Whether a member of this name holds text of an answer. */
    public static boolean counts(String name) {
        return name != null && NAMES.contains(name);
    }

    /** Adds the string whose opening quote is there, of JSON that is valid. */
    public void add(byte[] json, int start) {
        for (int i = start + 1; json[i] != '"'; i++) {
            int width = 1;
            if (json[i] == '\\' && json[++i] == 'u') {
                width = width(Integer.parseInt(new String(json, i + 1, 4, StandardCharsets.US_ASCII), 16));
                i += 4;
            }
            bytes += width;
        }
    }

    /** Adds all text in a tree. */
    public TextCount add(JsonNode tree) {
        if (tree.isObject()) {
            tree.properties().forEach(member -> {
                if (member.getValue().isTextual() && NAMES.contains(member.getKey())) {
                    member.getValue().textValue().chars().forEach(c -> bytes += width(c));
                } else {
                    add(member.getValue());
                }
            });
        } else {
            tree.forEach(this::add);
        }
        return this;
    }

    /** Bytes so far. */
    public long bytes() {
        return bytes;
    }

    /** Halves of a surrogate pair have two bytes each. */
    private static int width(int c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3;
    }
}

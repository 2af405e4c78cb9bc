package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Where bytes of UTF-8 are in texts that are joined, as characters. */
public final class Utf8Places {

    /** By text: how many characters are before it. */
    private final int[] begins;

    /** By character: how many bytes are before it; the second half of a pair has none of its own. */
    private final int[] bytesBefore;

    public Utf8Places(JsonNode texts) {
        StringBuilder joined = new StringBuilder();
        begins = new int[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            joined.append(texts.get(i).asText(""));
            begins[i + 1] = joined.length();
        }
        bytesBefore = new int[joined.length() + 1];
        for (int i = 0; i < joined.length(); ) {
            int point = joined.codePointAt(i);
            int bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            int next = i + Character.charCount(point);
            Arrays.fill(bytesBefore, i + 1, next + 1, bytesBefore[i] + bytes);
            i = next;
        }
    }

    /** The character that begins at or after the byte, counted from the text's beginning; at most the end. */
    public int charAt(int text, long bytes) {
        int begin = begins[Math.max(0, Math.min(text, begins.length - 1))];
        if (bytes <= 0) {
            return begin;
        }
        long wanted = bytesBefore[begin] + Math.min(bytes, Integer.MAX_VALUE);
        int low = begin;
        int high = bytesBefore.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bytesBefore[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

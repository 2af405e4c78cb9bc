package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * A text in JSON as far as it can be an id or an address: what is longer is known by its beginning, and nobody makes room for
 * the rest, which may be a file.
 */
final class TextBeginning {

    /** Longer than what tells an address' host. */
    private static final int LONGEST = 512;

    private static final String DATA = "data:";
    private static final int ESCAPED = 6;

    private final byte[] bytes;

    TextBeginning(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether it is what it tells of. */
    static boolean isData(String text) {
        return text.startsWith(DATA);
    }

    /** Of a text as long as it may be. */
    static String of(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    /** Of the text at which a parser stands; empty of data. */
    String of(JsonParser json) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset() + 1;
        return isData(start) ? "" : endsSoon(start) ? of(json.getText()) : unescaped(start);
    }

    private boolean isData(int start) {
        for (int i = 0; i < DATA.length(); i++) {
            if (start + i >= bytes.length || bytes[start + i] != DATA.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean endsSoon(int start) {
        for (int i = start; i < Math.min(bytes.length, start + ESCAPED * LONGEST); i++) {
            if (bytes[i] == '"' && bytes[i - 1] != '\\') {
                return true;
            }
        }
        return false;
    }

    /** The parser has read none of it yet: it sees later whether it is any text at all. */
    private String unescaped(int start) {
        StringBuilder text = new StringBuilder(LONGEST);
        for (int i = start; i < bytes.length && bytes[i] != '"' && text.length() < LONGEST; i++) {
            if (bytes[i] != '\\') {
                text.append((char) (bytes[i] & 0xff));
            } else if (i + ESCAPED <= bytes.length && bytes[i + 1] == 'u') {
                text.append((char) hex(i + 2));
                i += ESCAPED - 1;
            } else {
                i++;
                text.append(i < bytes.length ? (char) bytes[i] : ' ');
            }
        }
        return text.toString();
    }

    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = (value << 4) | Math.max(0, Character.digit(bytes[i], 16));
        }
        return value;
    }
}

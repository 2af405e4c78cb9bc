package dev.serai.wire;

/** A text of JSON that passes: its beginning without escapes, and how many bytes it has. */
final class PassedText {

    /** Of longer texts, the beginning is told. */
    private static final int LONGEST = 256;

    private final char[] word = new char[LONGEST];
    private int length;
    private long bytes;
    private boolean cut;
    private boolean escaped;
    private int unicodeLeft;
    private int unicode;

    /** The quote at the beginning of the next one. */
    void begin() {
        length = 0;
        bytes = 0;
        cut = false;
        escaped = false;
        unicodeLeft = 0;
    }

    /** Takes its next byte; true for the quote at its end. */
    boolean endsWith(byte b) {
        if (unicodeLeft > 0) {
            unicode = (unicode << 4) | Math.max(0, Character.digit(b, 16));
            if (--unicodeLeft == 0) {
                put((char) unicode);
                bytes += more((char) unicode);
            }
        } else if (escaped) {
            escaped = false;
            if (b == 'u') {
                unicodeLeft = 4;
                unicode = 0;
            } else {
                put(unescaped(b));
            }
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            return true;
        } else {
            put((char) (b & 0xff));
        }
        return false;
    }

    /** All of it, or its beginning. */
    String value() {
        return new String(word, 0, length);
    }

    /** Whether it is longer than what is told of it. */
    boolean isCut() {
        return cut;
    }

    /** How many bytes it has, without escapes. */
    long bytes() {
        return bytes;
    }

    /** Of UTF-8, beyond one. */
    private static int more(char c) {
        return c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }

    private static char unescaped(byte b) {
        return switch (b) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> (char) b;
        };
    }

    private void put(char c) {
        bytes++;
        if (length == LONGEST) {
            cut = true;
        } else {
            word[length++] = c;
        }
    }
}

package dev.serai.stream;

/** How far a JSON text has come whose pieces are read one after the other, each once. */
final class JsonProgress {

    private int depth;
    private boolean begun;
    private boolean inText;
    private boolean escaped;

    void read(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            read(piece.charAt(i));
        }
    }

    private void read(char c) {
        if (escaped) {
            escaped = false;
        } else if (inText) {
            escaped = c == '\\';
            inText = c != '"';
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            begun = true;
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    /** Whether an object or an array is there to its end. */
    boolean whole() {
        return begun && depth <= 0 && !inText;
    }
}

package dev.serai.wire;

/** What may stand in a header or a log as it is. */
public final class Ascii {

    private Ascii() {}

    /** Whether all of it is printable ASCII. Asked several times for each request: a stream of characters costs too much. */
    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}

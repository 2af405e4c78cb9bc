package dev.serai.log;

/** Foreign text as it may leave by other ways than the log: without secrets, and no longer than it may be. */
public final class SafeText {

    /** A secret that begins before the end is seen as one: no known one is longer. */
    private static final int LONGEST_SECRET = 4096;

    private SafeText() {}

    /** On one line. */
    public static String line(String text, int most) {
        return of(text, most, false);
    }

    /** With its line breaks. */
    public static String lines(String text, int most) {
        return of(text, most, true);
    }

    private static String of(String text, int most, boolean lines) {
        return text == null ? null : head(LogText.of(head(text, most + LONGEST_SECRET), lines), most);
    }

    private static String head(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}

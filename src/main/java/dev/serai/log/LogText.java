package dev.serai.log;

/** A text as it may stand in the log: without secrets, on one line, and no longer than somebody reads. */
public final class LogText {

    private static final int LONGEST = 8000;
    private static final int BIDI_FIRST = 0x202a;
    private static final int BIDI_LAST = 0x202e;
    private static final int ISOLATE_FIRST = 0x2066;
    private static final int ISOLATE_LAST = 0x2069;
    private static final int ARABIC_MARK = 0x061c;
    private static final int LEFT_MARK = 0x200e;
    private static final int RIGHT_MARK = 0x200f;

    private LogText() {}

    /**
     * Makes it so.
     *
     * @param lines whether its line breaks are ours
     */
    static String of(String text, boolean lines) {
        if (text == null) {
            return null;
        }
        String safe = Secrets.leftOut(text);
        return oneLine(lines || safe.length() <= LONGEST ? safe : cut(safe), lines);
    }

    static String of(String text) {
        return of(text, false);
    }

    private static String cut(String text) {
        return text.substring(0, LONGEST) + "… (" + (text.length() - LONGEST) + " more characters)";
    }

    /** What would begin a line, or change how a terminal shows it, is written as in JSON. */
    private static String oneLine(String text, boolean lines) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = !breaks(c) || (lines && c == '\n');
            if (!kept && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                escaped.append(kept ? String.valueOf(c) : escape(c));
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    /** Whether it begins a line, or tells a terminal something. */
    public static boolean breaks(char c) {
        return (c < ' ' || c > '~') && isControl(c);
    }

    private static boolean isControl(char c) {
        return (Character.isISOControl(c) && c != '\t')
                || c == '\u2028'
                || c == '\u2029'
                || (c >= BIDI_FIRST && c <= BIDI_LAST)
                || (c >= ISOLATE_FIRST && c <= ISOLATE_LAST)
                || c == LEFT_MARK
                || c == RIGHT_MARK
                || c == ARABIC_MARK;
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> String.format("\\u%04x", (int) c);
        };
    }
}

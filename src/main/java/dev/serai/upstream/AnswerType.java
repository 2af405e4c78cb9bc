package dev.serai.upstream;

import java.util.Locale;
import java.util.regex.Pattern;

/** The content types of answers. */
final class AnswerType {

    private static final Pattern PLAIN =
            Pattern.compile("[\\w.+-]{1,64}/[\\w.+-]{1,64}(; ?[\\w.-]{1,64}=[\\w.-]{1,64}){0,4}");

    private AnswerType() {}

    /** Whether it is of something that is passed as it comes: no JSON, no events, and no page that a proxy has in its place. */
    static boolean isBytes(String type) {
        String lower = type.strip().toLowerCase(Locale.ROOT);
        return !lower.isEmpty()
                && !lower.contains("json")
                && !lower.startsWith("text/event-stream")
                && !lower.startsWith("text/html");
    }

    /** One as the client gets it: what is none says nothing. */
    static String shown(String type) {
        return type != null && PLAIN.matcher(type).matches() ? type : "application/octet-stream";
    }
}

package dev.serai.upstream;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The content types of answers. */
final class AnswerType {

    private static final Pattern PLAIN =
            Pattern.compile("[\\w.+-]{1,64}/[\\w.+-]{1,64}(; ?[\\w.-]{1,64}=[\\w.-]{1,64}){0,4}");

    private static final String BYTES = "application/octet-stream";

    /** What a browser runs nothing of, wherever an answer ends up. */
    private static final List<String> SHOWN =
            List.of("audio/", "video/", "text/plain", "text/vtt", "text/srt", "application/x-subrip");

    private AnswerType() {}

    /** Whether it is of something that is passed as it comes: no JSON, no events, and no page that a proxy has in its place. */
    static boolean isBytes(String type) {
        String lower = type.strip().toLowerCase(Locale.ROOT);
        return !lower.isEmpty()
                && !lower.contains("json")
                && !lower.startsWith("text/event-stream")
                && !lower.startsWith("text/html");
    }

    /** One as the client gets it: sound, plain text or subtitles. What is something else, or none, says nothing. */
    static String shown(String type) {
        if (type == null || !PLAIN.matcher(type).matches()) {
            return BYTES;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return SHOWN.stream().anyMatch(lower::startsWith) ? type : BYTES;
    }
}

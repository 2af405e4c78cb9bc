package dev.serai.admin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revisions as entity tags. */
final class ETags {

    private static final Pattern REVISION = Pattern.compile("\"(\\d{1,18})\"");

    /** A revision that nothing ever has. */
    private static final long NONE = -1;

    private ETags() {}

    /** A revision's tag, with its quotes. */
    static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /** The revision that {@code If-Match} asks for; null if any will do. What is no tag of ours matches nothing. */
    static Long expected(String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher revision = REVISION.matcher(ifMatch);
        return revision.matches() ? Long.valueOf(revision.group(1)) : Long.valueOf(NONE);
    }
}

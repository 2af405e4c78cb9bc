package dev.serai.admin;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
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

    /**
     * The revision that a request is meant for; null if any will do. What is no tag of ours matches nothing, nor do several.
     *
     * @param ifMatch all values of {@code If-Match}
     */
    static Long expected(Enumeration<String> ifMatch) {
        List<String> tags = Collections.list(ifMatch);
        if (tags.isEmpty() || tags.equals(List.of("*"))) {
            return null;
        }
        Matcher revision = REVISION.matcher(String.join(",", tags));
        return revision.matches() ? Long.valueOf(revision.group(1)) : Long.valueOf(NONE);
    }
}

package dev.serai.access;

import java.util.Locale;

/** What a person types as a pattern of SQL's {@code like}. */
final class Like {

    private Like() {}

    static String contains(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}

package dev.serai.console;

import java.util.regex.Pattern;

/** Where a login leads on: to pages of ours that need one, and nowhere else. */
final class Next {

    private static final Pattern OURS = Pattern.compile("/(admin|manage/hawtio)([/?][!-~]{0,2000})?");
    private static final String FIRST = "admin";

    private Next() {}

    /** From {@code /}, without a slash at its beginning, of what a request has said. */
    static String of(String said) {
        return OURS.matcher(said).matches() ? said.substring(1) : FIRST;
    }
}

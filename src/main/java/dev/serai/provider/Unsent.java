package dev.serai.provider;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of request fields that a provider does not get, for the caller to know. Callers make names up: they are cut to
 * what a header can show.
 */
public final class Unsent {

    private static final int MOST = 32;
    private static final int LONGEST = 64;

    private final Set<String> names = new LinkedHashSet<>();

    /** Adds a name, if it is not there yet. */
    public void add(String name) {
        if (names.size() <= MOST) {
            names.add(shown(name));
        }
    }

    /** The names, the last of which may say that there were more. */
    public List<String> names() {
        List<String> shown = new ArrayList<>(names);
        if (shown.size() > MOST) {
            shown.set(MOST, "and more");
        }
        return shown;
    }

    private static String shown(String name) {
        StringBuilder shown = new StringBuilder(Math.min(name.length(), LONGEST + 3));
        for (int i = 0; i < name.length() && i < LONGEST; i++) {
            char c = name.charAt(i);
            boolean plain = c < 0x7f && (Character.isLetterOrDigit(c) || "_-.[]".indexOf(c) >= 0);
            shown.append(plain ? c : '?');
        }
        return name.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }
}

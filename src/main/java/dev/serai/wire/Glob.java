package dev.serai.wire;

import java.util.List;

/**
 * A model name pattern in which {@code *} stands for any characters: {@code claude-*}.
 *
 * @param pattern as written in the route file
 * @param parts what stands between its stars
 */
public record Glob(String pattern, List<String> parts) {

    public static Glob of(String pattern) {
        return new Glob(pattern, List.of(pattern.split("\\*", -1)));
    }

    public boolean matches(String name) {
        return matches(name, 0, name.length());
    }

    /**
     * Whether {@code name[start, end)} matches. Each part is looked for behind the one before, and never again: if it
     * stands where it was found first, the rest has most room.
     */
    public boolean matches(String name, int start, int end) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        int lastStart = end - last.length();
        if (!name.startsWith(first, start) || start + first.length() > end) {
            return false;
        }
        if (isLiteral()) {
            return start + first.length() == end;
        }
        int at = start + first.length();
        for (int i = 1; i < parts.size() - 1; i++) {
            int found = name.indexOf(parts.get(i), at);
            if (found < 0) {
                return false;
            }
            at = found + parts.get(i).length();
        }
        return at <= lastStart && name.startsWith(last, lastStart);
    }

    /** Whether it names one model only. */
    public boolean isLiteral() {
        return parts.size() == 1;
    }
}

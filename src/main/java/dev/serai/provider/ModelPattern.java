package dev.serai.provider;

import dev.serai.wire.Glob;

/**
 * A pattern of model names in a provider's rules. {@code *} stands for any characters, and {@code -*} at the end also
 * for none: {@code claude-sonnet-4-5-*} is {@code claude-sonnet-4-5} with all its dated snapshots. Whoever resells a
 * model puts a name of theirs before it, so a pattern fits behind {@code /}, {@code .} and {@code :} as well:
 * {@code us.anthropic.claude-sonnet-4-5-20250929-v1:0}, {@code ft:gpt-4.1-mini:acme::x}.
 *
 * @param pattern as written
 * @param stem without the snapshots
 * @param snapshots whether there may be some
 */
record ModelPattern(String pattern, Glob stem, boolean snapshots) {

    private static final String SNAPSHOTS = "-*";

    static ModelPattern of(String pattern) {
        boolean snapshots = pattern.endsWith(SNAPSHOTS);
        String stem = snapshots ? pattern.substring(0, pattern.length() - SNAPSHOTS.length()) : pattern;
        return new ModelPattern(pattern, Glob.of(stem), snapshots);
    }

    /** Names are bounded: it may be looked at from each of their places. */
    boolean matches(String name) {
        for (int start = 0; start <= name.length(); start++) {
            if ((start == 0 || "/.:".indexOf(name.charAt(start - 1)) >= 0) && matchesFrom(name, start)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesFrom(String name, int start) {
        if (stem.matches(name, start, name.length())) {
            return true;
        }
        for (int end = start; snapshots && end < name.length(); end++) {
            if ("-@:".indexOf(name.charAt(end)) >= 0 && stem.matches(name, start, end)) {
                return true;
            }
        }
        return false;
    }
}

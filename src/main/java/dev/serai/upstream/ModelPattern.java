package dev.serai.upstream;

import java.util.regex.Pattern;

/**
 * A pattern of model names in a provider's rules. {@code *} stands for any characters, and {@code -*} at the end also
 * for none: {@code claude-sonnet-4-5-*} is {@code claude-sonnet-4-5} with all its dated snapshots. Whoever resells a
 * model puts a name of theirs before it, so a pattern fits behind {@code /}, {@code .} and {@code :} as well:
 * {@code us.anthropic.claude-sonnet-4-5-20250929-v1:0}, {@code ft:gpt-4.1-mini:acme::x}.
 *
 * @param pattern as written
 */
record ModelPattern(String pattern, Pattern regex) {

    private static final String SNAPSHOTS = "-*";

    static ModelPattern of(String pattern) {
        boolean snapshots = pattern.endsWith(SNAPSHOTS);
        String stem = snapshots ? pattern.substring(0, pattern.length() - SNAPSHOTS.length()) : pattern;
        StringBuilder regex = new StringBuilder(pattern.startsWith("*") ? "" : "(?:.*[/.:])?");
        String[] parts = stem.split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        return new ModelPattern(
                pattern,
                Pattern.compile(regex.append(snapshots ? "(?:[-@:].*)?" : "").toString(), Pattern.DOTALL));
    }

    boolean matches(String name) {
        return regex.matcher(name).matches();
    }
}

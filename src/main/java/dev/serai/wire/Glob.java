package dev.serai.wire;

import java.util.regex.Pattern;

/**
 * A model name pattern in which {@code *} stands for any characters: {@code claude-*}.
 *
 * @param pattern as written in the route file
 */
public record Glob(String pattern, Pattern regex) {

    public static Glob of(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() && !pattern.startsWith("*") ? "" : ".*")
                    .append(Pattern.quote(part));
        }
        return new Glob(pattern, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    public boolean matches(String name) {
        return regex.matcher(name).matches();
    }

    /** Whether it names one model only. */
    public boolean isLiteral() {
        return pattern.indexOf('*') < 0;
    }
}

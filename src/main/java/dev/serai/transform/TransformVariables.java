package dev.serai.transform;

import dev.serai.files.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds variables that a transform uses and nobody sets. JSLT takes every unknown variable for one that its caller will
 * give it, and fails at the first request.
 */
final class TransformVariables {

    /** What {@code routes/README.md} promises to every transform. */
    static final List<String> GIVEN = List.of("target", "request", "headers", "now", "state", "sent", "history");

    private static final String NAME = "([A-Za-z_][A-Za-z0-9_-]*)";
    /** Strings and comments, in which a dollar sign means nothing. */
    private static final Pattern TEXT = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|//[^\n]*");

    private static final Pattern LET = Pattern.compile("\\blet\\s+" + NAME);
    private static final Pattern FUNCTION = Pattern.compile("\\bdef\\s+[^\\s(]+\\s*\\(([^()]*)\\)");
    private static final Pattern USE = Pattern.compile("\\$" + NAME);

    private TransformVariables() {}

    /** A problem for each such variable, at its first line. */
    static List<Problem> unset(String path, String transform) {
        String code = TEXT.matcher(transform)
                .replaceAll(match -> "\n".repeat((int)
                        match.group().chars().filter(c -> c == '\n').count()));
        Set<String> set = new HashSet<>(GIVEN);
        for (Matcher let = LET.matcher(code); let.find(); ) {
            set.add(let.group(1));
        }
        for (Matcher function = FUNCTION.matcher(code); function.find(); ) {
            for (String parameter : function.group(1).split(",", -1)) {
                set.add(parameter.strip());
            }
        }
        List<Problem> problems = new ArrayList<>();
        for (Matcher use = USE.matcher(code); use.find(); ) {
            if (set.add(use.group(1))) {
                int line = 1
                        + (int) code.substring(0, use.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                problems.add(new Problem("transforms/" + path, line, "nobody sets the variable " + use.group()));
            }
        }
        return problems;
    }
}

package dev.serai.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query as a dashboard or a rule has it. */
record PromQl(String text) {

    /** As Grafana fills them in, for a test of some seconds. */
    private static final Map<String, String> VARIABLES = Map.of(
            "__rate_interval", "1m",
            "__interval", "15s",
            "__range", "10m",
            "__range_s", "600");

    /** What Grafana asks for where all values are chosen: also series without that label. */
    static final String ALL = ".*";

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");
    private static final Pattern NO_NAMES =
            Pattern.compile("\"[^\"]*\"|'[^']*'|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)"
                    + "\\s*\\([^)]*\\)|\\boffset\\s+\\w+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*(?!\\w|\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "Inf", "NaN", "group_left", "group_right");
    private static final Pattern THRESHOLD = Pattern.compile("\\s(?:[=!]=|[<>]=?)\\s+-?[0-9.]+(?:e[0-9]+)?\\b");

    /** What it asks where variables of a dashboard have these values, others all. */
    PromQl filledIn(Map<String, String> values) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (variable.find()) {
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            String value = VARIABLES.getOrDefault(name, values.getOrDefault(name, ALL));
            variable.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return new PromQl(variable.appendTail(filled).toString());
    }

    /** What an alert looks at, whether or not it is too much. */
    PromQl withoutThresholds() {
        return new PromQl(THRESHOLD.matcher(text).replaceAll(""));
    }

    /** The series that it names. */
    Set<String> series() {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(
                NO_NAMES.matcher(VARIABLE.matcher(text).replaceAll("1m")).replaceAll(" "));
        while (name.find()) {
            names.add(name.group());
        }
        names.removeAll(WORDS);
        return names;
    }

    /** The variables that it uses. */
    Set<String> variables() {
        Set<String> names = new TreeSet<>();
        VARIABLE.matcher(text).results().forEach(it -> names.add(it.group(1) == null ? it.group(2) : it.group(1)));
        return names;
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.serai.alerts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an alert's file says.
 *
 * @param says what is told, with {@code {value}}, {@code {threshold}} and the names of labels in braces
 * @param every how often it is asked
 * @param question the address that is asked, and {@code query} what is sent there
 * @param clear when it is over; null where the threshold alone decides
 * @param rounds how often in a row it has to hold, or not to hold any more
 * @param repeat after what time it is told again; zero for never
 * @param channels who is told
 * @param most of how many labels it fires at a time: of the worst
 * @param figure the question, if it is one for a figure; else null
 */
record AlertRule(
        String name,
        String says,
        Duration every,
        String question,
        String query,
        Threshold threshold,
        Threshold clear,
        int rounds,
        Duration repeat,
        Set<String> channels,
        String severity,
        int most,
        FigureQuestion figure) {

    /** What stands for something in what is told. */
    static final Pattern NAMED = Pattern.compile("\\{([^{}]*)}");

    /** What is known of every alert. */
    static final Set<String> OWN_NAMES = Set.of("value", "threshold", "alert");

    /** How long what is not among the readings may be so all the same. */
    Duration horizon() {
        return figure == null ? Duration.ZERO : figure.horizon();
    }

    Unit unit() {
        return threshold.unit();
    }

    /** What is told of these labels. */
    String text(Map<String, String> labels, double value) {
        StringBuilder text = new StringBuilder();
        Matcher named = NAMED.matcher(says);
        while (named.find()) {
            String name = named.group(1);
            String shown = switch (name) {
                case "value" -> unit().text(value);
                case "threshold" -> threshold.toString();
                case "alert" -> this.name;
                default -> labels.getOrDefault(name, "?");
            };
            named.appendReplacement(text, Matcher.quoteReplacement(shown));
        }
        return named.appendTail(text).toString();
    }

    /** The labels that an example has. */
    Map<String, String> sampleLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        Stream<String> names = figure == null
                ? NAMED.matcher(says).results().map(it -> it.group(1)).filter(it -> !OWN_NAMES.contains(it))
                : figure.labels().stream();
        names.sorted().forEach(name -> labels.put(name, "some-" + name));
        return labels;
    }

    /** A value that an example has: one that is too much, or too little. */
    double sampleValue() {
        double step = Math.max(1, Math.abs(threshold.value()) / 5);
        return threshold.isBelow() ? Math.max(0, threshold.value() - step) : threshold.value() + step;
    }
}

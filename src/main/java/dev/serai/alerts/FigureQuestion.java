package dev.serai.alerts;

import dev.serai.wire.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A question for a figure, as {@code figure:latency?percentile=95&window=5m&by=provider} has it. */
record FigureQuestion(
        Figure figure,
        By by,
        Duration window,
        double percentile,
        int least,
        List<String> of,
        Map<String, String> words) {

    /** Names of the options, of whichever figure. */
    static final Set<String> OPTIONS = Set.copyOf(Figure.allOptions());

    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final double HUNDRED = 100;
    private static final Set<String> OF_HEAP = Set.of("heap", "bodies");
    private static final Set<String> OF_METER = Set.of("value", "increase", "mean", "max");
    private static final Set<String> PERIODS = Set.of("day", "month", "total");
    private static final List<String> FAILED = List.of("5xx", "408", "429");

    private static final Map<String, String> DEFAULTS = Map.of(
            "window", "5m", "percentile", "95", "least", "1", "by", "", "of", "", "period", "", "tag", "", "name", "");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static FigureQuestion of(String name, Map<String, String> options) {
        Figure figure = Figure.of(name);
        for (String option : options.keySet()) {
            if (!figure.options().contains(option)) {
                throw new IllegalArgumentException(
                        "figure:" + name + " has no option '" + option + "'" + Spelling.hint(option, figure.options()));
            }
        }
        Map<String, String> words = new LinkedHashMap<>(DEFAULTS);
        words.putAll(options);
        FigureQuestion question = new FigureQuestion(
                figure,
                By.of(figure, words.get("by")),
                window(words.get("window")),
                percentile(words.get("percentile")),
                least(words.get("least")),
                list(words.get("of")),
                Map.copyOf(words));
        question.check();
        return question;
    }

    private void check() {
        if (figure == Figure.METER && word("name").isEmpty()) {
            throw new IllegalArgumentException("figure:meter needs the option name: that of /manage/metrics");
        }
        if (figure == Figure.METER && !word("tag").isEmpty() && !word("tag").matches("[^:]+:.*")) {
            throw new IllegalArgumentException("'" + word("tag") + "' in tag is not name:value");
        }
        if (figure == Figure.MEMORY) {
            of.forEach(word -> known("of", word, OF_HEAP));
        } else if (figure == Figure.METER) {
            of.forEach(word -> known("of", word, OF_METER));
        } else {
            of.forEach(FigureQuestion::failure);
        }
        if (!word("period").isEmpty()) {
            known("period", word("period"), PERIODS);
        }
    }

    /** A status, a class of them, or the code of an error. */
    private static void failure(String word) {
        if (!word.matches("[45](xx|\\d\\d)|[a-z][a-z0-9_]{2,60}")) {
            throw new IllegalArgumentException(
                    "'" + word + "' in of is no status such as 429 or 5xx, and no error's code");
        }
    }

    static void known(String option, String word, Set<String> known) {
        if (!known.contains(word)) {
            throw new IllegalArgumentException(
                    "'" + word + "' in " + option + " is unknown" + Spelling.hint(word, known));
        }
    }

    private static Duration window(String text) {
        Duration window = Duration.ofMillis(Math.round(Unit.SECONDS.parse(text) * 1000));
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' in window is not between 30s and 15m");
        }
        return window;
    }

    private static double percentile(String text) {
        double percentile = text.matches("\\d{1,3}(\\.\\d{1,3})?") ? Double.parseDouble(text) : 0;
        if (percentile <= 0 || percentile > HUNDRED) {
            throw new IllegalArgumentException("'" + text + "' in percentile is not between 0 and 100");
        }
        return percentile;
    }

    private static int least(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("'" + text + "' in least is not a number");
        }
        return Integer.parseInt(text);
    }

    private static List<String> list(String text) {
        List<String> words = new ArrayList<>(List.of(text.split("[ ,]+", -1)));
        words.removeIf(String::isEmpty);
        return List.copyOf(words);
    }

    /** An option as it is written, or its default. */
    String word(String option) {
        return words.getOrDefault(option, "");
    }

    /** Which failures count. */
    List<String> failures() {
        return of.isEmpty() ? FAILED : of;
    }

    /** How long what is not among the readings may have been so all the same: nothing is known of it for that time. */
    Duration horizon() {
        boolean now = !figure.options().contains("window") || (figure == Figure.METER && !of.contains("increase"));
        return now ? Duration.ZERO : window;
    }

    /** The labels that its readings have. */
    Set<String> labels() {
        return switch (figure) {
            case BREAKER -> Set.of(by == By.ALL ? "target" : by.word());
            case BUDGET -> Set.of(by == By.TOKEN ? "token" : "project", "period");
            case CERTIFICATE -> Set.of("host");
            case HEALTH -> Set.of("component");
            case METER -> word("by").isEmpty() ? Set.of() : Set.of(word("by"));
            default -> by == By.ALL ? Set.of() : Set.of(by.word());
        };
    }
}

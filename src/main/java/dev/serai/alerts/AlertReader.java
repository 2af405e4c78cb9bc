package dev.serai.alerts;

import dev.serai.wire.Spelling;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Reads what an alert's file says. */
final class AlertReader {

    private static final String FIGURE = "figure:";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_ROUNDS = 1000;
    private static final int MOST_LABELS = 100;

    private AlertReader() {}

    /**
     * Reads what a file says.
     *
     * @param parameters by name; what is missing is as {@link AlertWords#DEFAULTS} have it
     * @param known the channels that there are
     * @throws InvalidAlert naming the parameter that is wrong
     */
    static AlertRule read(Map<String, String> parameters, Set<String> known) {
        Map<String, String> words = new LinkedHashMap<>(AlertWords.DEFAULTS);
        words.putAll(parameters);
        FigureQuestion figure = read("question", words, AlertReader::figure);
        Unit unit = figure == null ? Unit.COUNT : figure.figure().unit();
        AlertRule rule = new AlertRule(
                required("alert", words),
                read("says", words, text -> says(text, figure)),
                read("every", words, AlertReader::schedule),
                required("question", words),
                words.get("query"),
                read("threshold", words, text -> Threshold.parse(text, unit)),
                words.get("clear").isBlank() ? null : read("clear", words, text -> Threshold.parse(text, unit)),
                read("for", words, text -> number(text, MOST_ROUNDS)),
                read("repeat", words, AlertReader::pause),
                read("channel", words, text -> channels(text, known)),
                read("severity", words, AlertReader::severity),
                read("most", words, text -> number(text, MOST_LABELS)),
                figure);
        if (rule.clear() != null && rule.clear().isBelow() == rule.threshold().isBelow()) {
            throw new InvalidAlert("clear", "it has to point the other way than the threshold, " + rule.threshold());
        }
        return rule;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(String text);
    }

    private static <T> T read(String name, Map<String, String> words, Reader<T> reader) {
        try {
            return reader.read(required(name, words).strip());
        } catch (InvalidAlert e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidAlert(name, e.getMessage());
        }
    }

    private static String required(String name, Map<String, String> words) {
        String text = words.get(name);
        if (text == null || text.isBlank()) {
            throw new InvalidAlert(name, "an alert has to say it");
        }
        return text;
    }

    private static FigureQuestion figure(String question) {
        if (!question.startsWith(FIGURE)) {
            return null;
        }
        String address = question.substring(FIGURE.length()).replaceFirst("^//", "");
        int query = address.indexOf('?');
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : (query < 0 ? "" : address.substring(query + 1)).split("&", -1)) {
            if (!option.isBlank()) {
                String[] parts = option.split("=", 2);
                options.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return FigureQuestion.of(query < 0 ? address : address.substring(0, query), options);
    }

    private static String says(String text, FigureQuestion figure) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("it is longer than " + LONGEST_TEXT + " characters");
        }
        Set<String> names = new TreeSet<>(AlertRule.OWN_NAMES);
        if (figure != null) {
            names.addAll(figure.labels());
        }
        for (Matcher named = AlertRule.NAMED.matcher(text); named.find(); ) {
            if (figure != null && !names.contains(named.group(1))) {
                throw new IllegalArgumentException(
                        "nothing is known as {" + named.group(1) + "}" + Spelling.hint(named.group(1), names));
            }
        }
        return text;
    }

    private static Duration schedule(String text) {
        Duration every = pause(text);
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("'" + text + "' is less than a second: write 30s");
        }
        return every;
    }

    private static Duration pause(String text) {
        return text.equals("0") ? Duration.ZERO : Duration.ofMillis(Math.round(Unit.SECONDS.parse(text) * 1000));
    }

    private static int number(String text, int most) {
        int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("'" + text + "' is no number between 1 and " + most);
        }
        return number;
    }

    private static String severity(String text) {
        if (!AlertWords.SEVERITIES.contains(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is unknown" + Spelling.hint(text, AlertWords.SEVERITIES));
        }
        return text;
    }

    private static Set<String> channels(String text, Set<String> known) {
        Set<String> channels = new TreeSet<>(
                Stream.of(text.split("[ ,]+", -1)).filter(it -> !it.isEmpty()).toList());
        for (String channel : channels) {
            if (!known.contains(channel)) {
                throw new IllegalArgumentException("there is no channel '" + channel + "', no routes/channels/"
                        + channel + ".camel.yaml" + Spelling.hint(channel, known));
            }
        }
        return channels;
    }
}

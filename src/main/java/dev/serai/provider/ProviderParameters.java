package dev.serai.provider;

import dev.serai.wire.Spelling;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A provider's template parameters, read as what they are meant to be. What is malformed throws an
 * {@link InvalidParameter} that names the provider and the parameter.
 */
record ProviderParameters(Map<String, String> values) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    ProviderParameters {
        values = Map.copyOf(values);
    }

    /** Empty if it is not set. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** What its file says of its models, after what others' rules say. */
    ModelSettings settings(ModelRules rules) {
        try {
            return new ModelSettings(rules, text("modelSettings"));
        } catch (IllegalArgumentException e) {
            throw malformed("modelSettings", e.getMessage());
        }
    }

    /** Words between blanks. */
    Set<String> words(String name) {
        return Stream.of(text(name).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Words of the form {@code from=to}. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        words(name).forEach(word -> {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw malformed(name, "'" + word + "' in " + name + " is not from=to");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        });
        return pairs;
    }

    /** 0 if it is not set. */
    int number(String name) {
        String value = text(name);
        if (!value.matches("\\d{0,9}")) {
            throw malformed(name, "'" + value + "' in " + name + " is not a number");
        }
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    /** Zero if it is not set; else a second at least. */
    Duration interval(String name) {
        String text = text(name);
        if (text.isBlank() || text.equals("0")) {
            return Duration.ZERO;
        }
        Duration interval = Duration.ofMillis(millis(name));
        if (interval.compareTo(SHORTEST) < 0) {
            throw malformed(name, "'" + text + "' in " + name + " is less than a second: write 30s");
        }
        return interval;
    }

    /** A duration, with or without a unit, in milliseconds. */
    long millis(String name) {
        try {
            return Timers.millis(name, text(name));
        } catch (IllegalArgumentException e) {
            throw malformed(name, e.getMessage());
        }
    }

    /** The address of a server, which may have a secret in it: what is wrong with it is said without it. */
    URI httpAddress(String name) {
        try {
            URI address = new URI(text(name).strip());
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw malformed(name, name + " is no address that begins with http:// or https:// and has a host");
    }

    /** Has those that are set be durations. */
    void requireDurations(Iterable<String> names) {
        for (String name : names) {
            if (!text(name).isEmpty()) {
                millis(name);
            }
        }
    }

    /** Words of which there are only these. */
    Set<String> words(String name, Set<String> known) {
        Set<String> words = words(name);
        words.forEach(word -> requireKnown(name, word, known));
        return words;
    }

    /** Pairs whose values are only these. */
    Map<String, String> pairs(String name, Set<String> known) {
        Map<String, String> pairs = pairs(name);
        pairs.values().forEach(value -> requireKnown(name, value, known));
        return pairs;
    }

    private void requireKnown(String name, String word, Set<String> known) {
        if (!known.contains(word)) {
            throw malformed(name, "'" + word + "' in " + name + " is unknown" + Spelling.hint(word, known));
        }
    }

    /** Has one be a word by which others know it, if it is set. */
    void requireWord(String name) {
        String value = text(name);
        if (!value.matches("[A-Za-z0-9._-]{0,64}")) {
            throw malformed(
                    name, "'" + value + "' in " + name + " is not letters, digits, '.', '_' and '-', 64 at most");
        }
    }

    /** Whether it is not {@code false}. */
    boolean flag(String name) {
        String text = text(name);
        if (!text.isEmpty()) {
            requireKnown(name, text, Set.of("true", "false"));
        }
        return !text.equals("false");
    }

    InvalidParameter malformed(String name, String what) {
        return new InvalidParameter(text("provider"), name, what);
    }
}

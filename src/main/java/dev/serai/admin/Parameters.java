package dev.serai.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The parameters of a request's query. Whoever has read all they know asks {@link #refuseOthers}. */
final class Parameters {

    static final int MOST = 500;

    private static final int USUAL = 50;

    private final Map<String, String> given;
    private final Faults faults = new Faults();
    private final Set<String> known = new HashSet<>();

    Parameters(Map<String, String> given) {
        this.given = given;
    }

    Faults faults() {
        return faults;
    }

    /** A text; empty where it is absent. */
    String text(String name) {
        known.add(name);
        String text = given.getOrDefault(name, "");
        if (text.chars().anyMatch(Character::isISOControl)) {
            faults.add(name, "must not have control characters");
            return "";
        }
        return text;
    }

    /** How many entries a page has. */
    int limit() {
        return (int) number("limit", 1, MOST, USUAL);
    }

    /** The number that a page ends before, from the page before it. */
    long before() {
        return number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** A whole number within bounds; {@code absent} where there is none. */
    long number(String name, long least, long most, long absent) {
        String text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same mistake
        }
        faults.add(name, "must be a whole number from " + least + " to " + most);
        return absent;
    }

    /** A time; {@code absent} where there is none. */
    Instant time(String name, Instant absent) {
        String text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        return Shape.instant(text).orElseGet(() -> {
            faults.add(name, "must be a time, 2030-12-31T00:00:00Z");
            return absent;
        });
    }

    /** Some of an enumeration's words in lower case, separated by commas; empty where it is absent. */
    <E extends Enum<E>> List<E> words(String name, Class<E> type) {
        List<E> found = new ArrayList<>();
        String text = text(name);
        for (String word : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(word) && !found.contains(constant)) {
                    found.add(constant);
                }
            }
        }
        if (!text.isEmpty() && found.size() != text.split(",", -1).length) {
            faults.add(name, "must be of " + choices(type) + ", each once, separated by commas");
        }
        return found;
    }

    /** One of an enumeration's words in lower case; null where it is absent. */
    <E extends Enum<E>> E word(String name, Class<E> type) {
        List<E> found = words(name, type);
        if (found.size() > 1) {
            faults.add(name, "must be one of " + choices(type));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static <E extends Enum<E>> String choices(Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return String.join(", ", words);
    }

    /**
     * Goes no further if anything is wrong, or given and not known: a filter that is misspelt would show everything.
     *
     * @throws Faults.Invalid with all of it
     */
    void refuseOthers() {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(name, "is not known here"));
        faults.refuse();
    }
}

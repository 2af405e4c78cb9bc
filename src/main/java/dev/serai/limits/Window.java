package dev.serai.limits;

import java.time.Duration;
import java.util.function.Function;

/** The times over which a rate is given, the shortest first; its word is the field's name and the bandwidth's id. */
enum Window {
    MINUTE("minute", Duration.ofMinutes(1), Rates::minute),
    HOUR("hour", Duration.ofHours(1), Rates::hour),
    DAY("day", Duration.ofDays(1), Rates::day);

    private final String word;
    private final Duration length;
    private final Function<Rates, Long> limit;

    Window(String word, Duration length, Function<Rates, Long> limit) {
        this.word = word;
        this.length = length;
        this.limit = limit;
    }

    String word() {
        return word;
    }

    Duration length() {
        return length;
    }

    /** What may be used within it, or null for any amount. */
    Long limit(Rates rates) {
        return limit.apply(rates);
    }
}

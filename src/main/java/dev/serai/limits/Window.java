package dev.serai.limits;

import java.time.Duration;

/** The times over which a rate is given, the shortest first; its word is the field's name and the bandwidth's id. */
enum Window {
    MINUTE("minute", Duration.ofMinutes(1)),
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1));

    private final String word;
    private final Duration length;

    Window(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    String word() {
        return word;
    }

    Duration length() {
        return length;
    }
}

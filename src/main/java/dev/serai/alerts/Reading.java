package dev.serai.alerts;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a question was answered with.
 *
 * @param labels of what it was read, {@code provider=openai}; none for all of it
 */
record Reading(Map<String, String> labels, double value) {

    Reading {
        labels = new TreeMap<>(labels);
    }

    static Reading of(double value) {
        return new Reading(Map.of(), value);
    }

    static Reading of(String label, String name, double value) {
        return new Reading(Map.of(label, name), value);
    }
}

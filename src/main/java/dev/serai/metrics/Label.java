package dev.serai.metrics;

import dev.serai.wire.Spelling;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What series of requests can be told apart by, where {@code serai.metrics.labels} names it. */
enum Label {
    ENDPOINT,
    METHOD,
    STATUS,
    OPERATION,
    PROVIDER,
    MODEL,
    PROJECT;

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads their names.
     *
     * @throws IllegalArgumentException naming one that is none
     */
    static Set<Label> named(List<String> names) {
        Set<String> known = Arrays.stream(values()).map(Label::word).collect(Collectors.toCollection(TreeSet::new));
        Set<Label> labels = EnumSet.noneOf(Label.class);
        for (String name : names) {
            String word = name.strip();
            if (word.isEmpty()) {
                continue;
            }
            if (!known.contains(word)) {
                throw new IllegalArgumentException(
                        "'" + word + "' is no label of metrics" + Spelling.hint(word, known));
            }
            labels.add(valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return labels;
    }
}

package dev.serai.alerts;

import java.util.Locale;
import java.util.Set;

/** By what a figure is told apart. */
enum By {
    ALL,
    PROVIDER,
    MODEL,
    PROJECT,
    TOKEN;

    private static final Set<String> OF_REQUESTS = Set.of("provider", "model", "project");
    private static final Set<String> OF_BREAKERS = Set.of("provider", "model");
    private static final Set<String> OF_BUDGETS = Set.of("project", "token");

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the option {@code by} says of a figure. */
    static By of(Figure figure, String word) {
        if (word.isEmpty() || figure == Figure.METER) {
            return ALL;
        }
        FigureQuestion.known(
                "by",
                word,
                switch (figure) {
                    case BREAKER, AVAILABILITY -> OF_BREAKERS;
                    case BUDGET -> OF_BUDGETS;
                    default -> OF_REQUESTS;
                });
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

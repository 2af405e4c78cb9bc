package dev.serai.alerts;

import dev.serai.wire.Spelling;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code figure:} can be asked for. */
enum Figure {
    /** How long answers took. */
    LATENCY(Unit.SECONDS, "by", "window", "percentile", "least"),
    /** How long it took until a stream's first content token. */
    FIRST_TOKEN(Unit.SECONDS, "by", "window", "percentile", "least"),
    /** Which share has failed. */
    ERRORS(Unit.PERCENT, "by", "window", "least", "of"),
    /** How many have failed. */
    FAILURES(Unit.COUNT, "by", "window", "of"),
    /** Which share was answered of what was to be asked, what open breakers kept from it included. */
    AVAILABILITY(Unit.PERCENT, "by", "window", "least"),
    /** How many there were. */
    REQUESTS(Unit.COUNT, "by", "window"),
    /** How many tokens they used. */
    TOKENS(Unit.COUNT, "by", "window"),
    /** What they cost, in the currency of the prices. */
    COST(Unit.COUNT, "by", "window"),
    /** How many used tokens that nobody knows the price of. */
    UNPRICED(Unit.COUNT, "by", "window"),
    /** 1 for each provider or model that is left alone, else 0. */
    BREAKER(Unit.COUNT, "by"),
    /** Which share of a budget is spent. */
    BUDGET(Unit.PERCENT, "by", "period"),
    /** Which share of the heap, or of what bodies may take, is in use. */
    MEMORY(Unit.PERCENT, "of"),
    /** Which share of the disk of {@code SERAI_DATA} is in use. */
    DISK(Unit.PERCENT),
    /** How long the certificates of providers are valid; 0 where one could not be trusted. */
    CERTIFICATE(Unit.DAYS),
    /** 0 for each part of {@code /health} that is up, 1 where it is degraded, 2 where it is down. */
    HEALTH(Unit.COUNT),
    /** A meter of {@code /manage/metrics}. */
    METER(Unit.COUNT, "name", "tag", "by", "of", "window");

    private final Unit unit;
    private final String options;

    Figure(Unit unit, String... options) {
        this.unit = unit;
        this.options = String.join(" ", options);
    }

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Unit unit() {
        return unit;
    }

    Set<String> options() {
        return Stream.of(options.split(" ", -1))
                .filter(option -> !option.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> words() {
        return Stream.of(values()).map(Figure::word).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All options that any of them has. */
    static Set<String> allOptions() {
        return Stream.of(values())
                .flatMap(figure -> figure.options().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Figure of(String word) {
        return Stream.of(values())
                .filter(figure -> figure.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no figure '" + word + "'" + Spelling.hint(word, words())));
    }
}

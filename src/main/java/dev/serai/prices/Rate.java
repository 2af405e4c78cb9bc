package dev.serai.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What has a price. Tokens have theirs per million, and what a price list does not name of them costs as much as what it is
 * part of; of what is no token it costs nothing.
 */
enum Rate {
    INPUT(null),
    OUTPUT(null),
    CACHED(INPUT),
    CACHE_WRITE(INPUT),
    CACHE_WRITE_1H(CACHE_WRITE),
    REASONING(OUTPUT),
    AUDIO_INPUT(INPUT),
    AUDIO_OUTPUT(OUTPUT),
    IMAGE(INPUT),
    PER_IMAGE(1),
    PER_MINUTE(60_000),
    CHARACTERS(1_000_000),
    PER_SEARCH(1),
    PER_VIDEO_SECOND(1000);

    private static final int DECIMALS = 12;

    private final Rate whole;
    private final BigDecimal units;

    Rate(Rate whole) {
        this.whole = whole;
        this.units = null;
    }

    /** One of what is no token, for so many. */
    Rate(long units) {
        this.whole = null;
        this.units = BigDecimal.valueOf(units);
    }

    /** As in the price list: {@code cache_write}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a price of tokens names it. */
    boolean isRequired() {
        return whole == null && units == null;
    }

    /** Whether it is of tokens. */
    boolean isOfTokens() {
        return units == null;
    }

    /** What so many cost that are no tokens. */
    BigDecimal cost(BigDecimal price, Units used) {
        long count = switch (this) {
            case PER_IMAGE -> used.images();
            case PER_MINUTE -> used.milliseconds();
            case CHARACTERS -> used.characters();
            case PER_SEARCH -> used.searches();
            case PER_VIDEO_SECOND -> used.videoMs();
            default -> 0;
        };
        return price.multiply(BigDecimal.valueOf(count)).divide(units, DECIMALS, RoundingMode.HALF_UP);
    }

    /** Whether it is of what is written. */
    boolean isOutput() {
        return this == OUTPUT || whole == OUTPUT;
    }

    boolean isAudio() {
        return this == AUDIO_INPUT || this == AUDIO_OUTPUT;
    }

    /** How many tokens it is paid for. */
    long count(TokenCounts tokens) {
        return switch (this) {
            case INPUT -> tokens.plainPrompt();
            case OUTPUT -> tokens.plainCompletion();
            case CACHED -> tokens.cached();
            case CACHE_WRITE -> tokens.cacheWrite() - tokens.cacheWrite1h();
            case CACHE_WRITE_1H -> tokens.cacheWrite1h();
            case REASONING -> tokens.reasoning();
            case AUDIO_INPUT -> tokens.audioPrompt();
            case AUDIO_OUTPUT -> tokens.audioCompletion();
            case IMAGE -> tokens.image();
            case PER_IMAGE, PER_MINUTE, CHARACTERS, PER_SEARCH, PER_VIDEO_SECOND -> 0;
        };
    }

    /** A value for each rate. */
    static Map<Rate, BigDecimal> completed(Map<Rate, BigDecimal> named) {
        Map<Rate, BigDecimal> all = new EnumMap<>(Rate.class);
        for (Rate rate : values()) {
            BigDecimal otherwise = rate.whole == null ? BigDecimal.ZERO : all.get(rate.whole);
            all.put(rate, named.getOrDefault(rate, otherwise));
        }
        return Collections.unmodifiableMap(all);
    }
}

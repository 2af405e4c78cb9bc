package dev.serai.prices;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What has a price, per million tokens. What a price list does not name costs as much as what it is part of. */
enum Rate {
    INPUT(null),
    OUTPUT(null),
    CACHED(INPUT),
    CACHE_WRITE(INPUT),
    CACHE_WRITE_1H(CACHE_WRITE),
    REASONING(OUTPUT),
    AUDIO_INPUT(INPUT),
    AUDIO_OUTPUT(OUTPUT),
    IMAGE(INPUT);

    private final Rate whole;

    Rate(Rate whole) {
        this.whole = whole;
    }

    /** As in the price list: {@code cache_write}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether every price names it. */
    boolean isRequired() {
        return whole == null;
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
        };
    }

    /** A value for each rate. */
    static Map<Rate, BigDecimal> completed(Map<Rate, BigDecimal> named) {
        Map<Rate, BigDecimal> all = new EnumMap<>(Rate.class);
        for (Rate rate : values()) {
            all.put(rate, named.getOrDefault(rate, all.get(rate.whole)));
        }
        return Collections.unmodifiableMap(all);
    }
}

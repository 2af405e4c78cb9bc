package dev.serai.usage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What has a price, per million tokens. What a price list does not name costs as much as what it is part of. */
enum Rate {
    INPUT(null, Tokens::plainPrompt),
    OUTPUT(null, Tokens::plainCompletion),
    CACHED(INPUT, Tokens::cached),
    CACHE_WRITE(INPUT, Tokens::cacheWrite),
    REASONING(OUTPUT, Tokens::reasoning),
    AUDIO_INPUT(INPUT, Tokens::audioPrompt),
    AUDIO_OUTPUT(OUTPUT, Tokens::audioCompletion),
    IMAGE(INPUT, Tokens::image);

    private final Rate whole;

    @SuppressWarnings("ImmutableEnumChecker") // method references, which hold no state
    private final ToLongFunction<Tokens> count;

    Rate(Rate whole, ToLongFunction<Tokens> count) {
        this.whole = whole;
        this.count = count;
    }

    /** As in the price list: {@code cache_write}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether every price names it. */
    boolean isRequired() {
        return whole == null;
    }

    /** How many tokens it is paid for. */
    long count(Tokens tokens) {
        return count.applyAsLong(tokens);
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

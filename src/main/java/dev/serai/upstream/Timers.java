package dev.serai.upstream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.apache.camel.util.TimeUtils;

/**
 * How long a target may take, in milliseconds: to connect; from the request to the answer's headers; to the first content
 * token; between two content tokens; and in all. A provider's file sets them, an alias and a request may change them.
 */
public record Timers(long connect, long headers, long firstToken, long idle, long total) {

    /** Less would fail for reasons of our own. */
    private static final long LEAST = 100;

    private static final Map<String, String> HINTS = Map.of(
            "connectTimeout", "timeout-connect",
            "headersTimeout", "timeout-headers",
            "firstTokenTimeout", "timeout-first-token",
            "idleTimeout", "timeout-idle",
            "totalTimeout", "timeout-total");

    /** As a provider's file has them. */
    static Timers of(Provider provider) {
        return new Timers(
                provider.millis("connectTimeout"),
                provider.millis("headersTimeout"),
                provider.millis("firstTokenTimeout"),
                provider.millis("idleTimeout"),
                provider.millis("totalTimeout"));
    }

    /** The names of the options of {@code target:} that change them. */
    static Iterable<String> names() {
        return HINTS.keySet();
    }

    /**
     * The same with some changed.
     *
     * @param durations by name: {@code idleTimeout -> 5s}; milliseconds without a unit
     * @throws IllegalArgumentException naming the one that is no positive duration
     */
    Timers with(Map<String, String> durations) {
        Map<String, Long> millis = new LinkedHashMap<>();
        durations.forEach((name, text) -> millis.put(name, millis(name, text)));
        return with(millis, chosen -> chosen);
    }

    /**
     * The same as a caller wants them: from a tenth of a second up to the total.
     *
     * @param hints the {@code x-serai-timeout-…} headers without their prefix; what is no duration is left out
     */
    Timers within(Map<?, ?> hints) {
        Map<String, Long> millis = new LinkedHashMap<>();
        HINTS.forEach((name, hint) -> {
            if (hints.get(hint) instanceof String text) {
                try {
                    millis.put(name, millis(name, text));
                } catch (IllegalArgumentException e) {
                    // a hint that says nothing
                }
            }
        });
        return millis.isEmpty() ? this : with(millis, chosen -> Math.max(LEAST, Math.min(chosen, total)));
    }

    private Timers with(Map<String, Long> millis, LongUnaryOperator bounded) {
        return new Timers(
                chosen(millis, "connectTimeout", connect, bounded),
                chosen(millis, "headersTimeout", headers, bounded),
                chosen(millis, "firstTokenTimeout", firstToken, bounded),
                chosen(millis, "idleTimeout", idle, bounded),
                chosen(millis, "totalTimeout", total, bounded));
    }

    private static long chosen(Map<String, Long> millis, String name, long otherwise, LongUnaryOperator bounded) {
        Long chosen = millis.get(name);
        return chosen == null ? otherwise : bounded.applyAsLong(chosen);
    }

    /**
     * Reads a duration: {@code 500ms}, {@code 5s}; milliseconds without a unit.
     *
     * @param name of what it is for
     * @throws IllegalArgumentException naming that, if it is no positive duration
     */
    public static long millis(String name, String text) {
        long millis;
        try {
            millis = TimeUtils.toMilliSeconds(text.strip());
        } catch (RuntimeException e) {
            millis = 0;
        }
        if (millis <= 0) {
            throw new IllegalArgumentException("'" + text + "' in " + name + " is no duration: write 500ms, 5s or 2m");
        }
        return millis;
    }
}

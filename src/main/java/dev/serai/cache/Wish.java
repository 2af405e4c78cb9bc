package dev.serai.cache;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * What a caller says of answers that were given before: {@code x-serai-cache: on}, {@code off} or {@code refresh}, with
 * {@code max-age} and the like behind it; and {@code cache-control}, as HTTP has it for requests.
 *
 * @param word null where it does not say one
 * @param isOwn whether {@code x-serai-cache} says it, which nobody sends by chance
 * @param maxAge how old an answer may be
 * @param maxStale for how long it may have been out of date
 * @param staleIfError the same where nobody can answer; null where it does not say
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1">RFC 9111, request directives</a>
 */
record Wish(Word word, boolean isOwn, Duration maxAge, Duration maxStale, Duration staleIfError) {

    /** What is to be done. */
    enum Word {
        ON,
        OFF,
        /** Ask anew, and keep what comes. */
        REFRESH
    }

    static final Duration ANY = Duration.ofDays(36_500);
    static final Wish NONE = new Wish(null, false, ANY, Duration.ZERO, null);

    private static final Set<String> WORDS = Set.of("on", "off", "refresh");
    private static final Set<String> TIMES = Set.of("max-age", "max-stale", "stale-if-error");

    /**
     * That of a request.
     *
     * @throws ApiException 400 if {@code x-serai-cache} says something else
     */
    static Wish of(Map<String, String> hints) {
        String own = hints.get("cache");
        String control = hints.get("cache-control");
        return own == null && control == null ? NONE : NONE.control(control).own(own);
    }

    private Wish control(String header) {
        Wish wish = this;
        for (String directive : parts(header)) {
            wish = switch (directive) {
                case "no-store" -> wish.with(Word.OFF);
                case "no-cache" -> wish.word == Word.OFF ? wish : wish.with(Word.REFRESH);
                default -> wish.timed(directive);
            };
        }
        return wish;
    }

    private Wish own(String header) {
        Wish wish = this;
        for (String part : parts(header)) {
            if (WORDS.contains(part)) { // but no-store is final
                wish = word == Word.OFF
                        ? wish
                        : wish.with(Word.valueOf(part.toUpperCase(Locale.ROOT))).owned();
            } else if (TIMES.contains(part.split("=", 2)[0])) {
                wish = wish.timed(part);
            } else {
                throw ApiException.badRequest(
                        "invalid_value",
                        null,
                        "x-serai-cache is on, off or refresh, and may have max-age, max-stale and stale-if-error in"
                                + " seconds behind it: on, max-age=60");
            }
        }
        return wish;
    }

    private static List<String> parts(String header) {
        if (header == null) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        StringTokenizer all = new StringTokenizer(header.toLowerCase(Locale.ROOT), ",;");
        while (all.hasMoreTokens()) {
            String part = all.nextToken().strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private Wish timed(String directive) {
        int equals = directive.indexOf('=');
        String name = equals < 0 ? directive : directive.substring(0, equals);
        Duration time = equals < 0 ? ANY : seconds(directive.substring(equals + 1));
        if (time == null) {
            return this;
        }
        return switch (name) {
            case "max-age" -> equals < 0 ? this : new Wish(word, isOwn, time, maxStale, staleIfError);
            case "max-stale" -> new Wish(word, isOwn, maxAge, time, staleIfError);
            case "stale-if-error" -> new Wish(word, isOwn, maxAge, maxStale, time);
            default -> this;
        };
    }

    /** Null for what is no number of seconds. */
    private static Duration seconds(String text) {
        String digits = text.replace("\"", "");
        return digits.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(digits)) : null;
    }

    private Wish owned() {
        return new Wish(word, true, maxAge, maxStale, staleIfError);
    }

    private Wish with(Word other) {
        return new Wish(other, isOwn, maxAge, maxStale, staleIfError);
    }
}

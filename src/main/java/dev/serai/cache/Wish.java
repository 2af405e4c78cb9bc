package dev.serai.cache;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller says of answers that were given before: {@code x-serai-cache: on}, {@code off} or {@code refresh}, with
 * {@code max-age} and the like behind it; and {@code cache-control}, as HTTP has it for requests.
 *
 * @param word null where it does not say one
 * @param isOwn whether {@code x-serai-cache} says it, which nobody sends by chance
 * @param maxAge how old an answer may be
 * @param maxStale for how long it may have been out of date; null where it does not say
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
    static final Wish NONE = new Wish(null, false, ANY, null, null);

    private static final Set<String> WORDS = Set.of("on", "off", "refresh");
    private static final String MAX_AGE = "max-age";
    private static final String MAX_STALE = "max-stale";
    private static final String STALE_IF_ERROR = "stale-if-error";
    private static final Set<String> TIMES = Set.of(MAX_AGE, MAX_STALE, STALE_IF_ERROR);

    /** More digits are longer than anything is kept. */
    private static final int LONGEST = 9;

    private static final Pattern SECONDS = Pattern.compile("\"?(?=\\d)0*+(\\d*+)\"?");

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
            } else if (isTime(part)) {
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

    private static boolean isTime(String directive) {
        String[] words = directive.split("=", 2);
        return words.length == 1
                ? TIMES.contains(words[0]) && !words[0].equals(MAX_AGE)
                : TIMES.contains(words[0].strip()) && seconds(words[1]) != null;
    }

    /** Of several times the shortest counts, and one that cannot be read allows nothing: who narrows it knows why. */
    private Wish timed(String directive) {
        int equals = directive.indexOf('=');
        String name = (equals < 0 ? directive : directive.substring(0, equals)).strip();
        Duration said = equals < 0 ? ANY : seconds(directive.substring(equals + 1));
        Duration time = said == null ? Duration.ZERO : said;
        return switch (name) {
            case MAX_AGE -> new Wish(word, isOwn, shorter(maxAge, time), maxStale, staleIfError);
            case MAX_STALE -> new Wish(word, isOwn, maxAge, shorter(maxStale, time), staleIfError);
            case STALE_IF_ERROR -> new Wish(word, isOwn, maxAge, maxStale, shorter(staleIfError, time));
            default -> this;
        };
    }

    private static Duration shorter(Duration before, Duration time) {
        return before == null || before.compareTo(time) > 0 ? time : before;
    }

    /** Null for what is no number of seconds. */
    private static Duration seconds(String text) {
        Matcher seconds = SECONDS.matcher(text.strip());
        if (!seconds.matches()) {
            return null;
        }
        String digits = seconds.group(1);
        return digits.length() > LONGEST ? ANY : Duration.ofSeconds(Long.parseLong('0' + digits));
    }

    private Wish owned() {
        return new Wish(word, true, maxAge, maxStale, staleIfError);
    }

    private Wish with(Word other) {
        return new Wish(other, isOwn, maxAge, maxStale, staleIfError);
    }
}

package dev.serai.balancing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long a provider asks to be left alone, by the headers of its answers. What it asks for is believed within
 * limits: a mistake of its must not keep a target away for a day.
 */
final class RateLimits {

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    /** The same in nanoseconds: for whoever wants to be left alone for longer. */
    static final long LONGEST_NANOS = LONGEST_RETRY.toNanos();

    /** Often the time until all of a limit is there again; part of it is there earlier. */
    private static final Duration LONGEST_RESET = Duration.ofMinutes(1);

    private static final String[] REMAINING = {
        "x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens", "x-ratelimit-remaining"
    };
    private static final String[] RESET = {"x-ratelimit-reset-requests", "x-ratelimit-reset-tokens", "x-ratelimit-reset"
    };

    /** {@code 6m0s}, {@code 7.66s}, {@code 120ms}; a number alone is seconds. */
    private static final Pattern PART = Pattern.compile("\\G(\\d{1,15}(?:\\.\\d{1,9})?)(ms|h|m|s|$)");

    private RateLimits() {}

    /** After a 429: nanoseconds, 0 if it does not say. */
    static long retryAfter(Function<String, Object> headers) {
        Object millis = headers.apply("retry-after-ms");
        Object after = headers.apply("retry-after");
        double seconds = millis != null
                ? seconds(millis.toString()) / 1000
                : after == null ? 0 : Math.max(seconds(after.toString()), until(after.toString()));
        return Math.max(nanos(seconds, LONGEST_RETRY), exhausted(headers));
    }

    /** After any answer: nanoseconds until a limit of which nothing is left is there again, 0 if something is left. */
    static long exhausted(Function<String, Object> headers) {
        long longest = 0;
        for (int i = 0; i < REMAINING.length; i++) {
            Object remaining = headers.apply(REMAINING[i]);
            if (remaining != null && remaining.toString().equals("0")) {
                Object reset = headers.apply(RESET[i]);
                longest = Math.max(longest, reset == null ? 0 : nanos(seconds(reset.toString()), LONGEST_RESET));
            }
        }
        return longest;
    }

    private static long nanos(double seconds, Duration longest) {
        return (long) (Math.min(seconds, (double) longest.toSeconds()) * 1e9);
    }

    /** 0 if it is no duration. */
    private static double seconds(String duration) {
        Matcher part = PART.matcher(duration);
        double seconds = 0;
        int end = 0;
        while (end < duration.length() && part.find()) {
            seconds += Double.parseDouble(part.group(1))
                    * switch (part.group(2)) {
                        case "h" -> 3600;
                        case "m" -> 60;
                        case "ms" -> 0.001;
                        default -> 1;
                    };
            end = part.end();
        }
        return end == duration.length() ? seconds : 0;
    }

    private static double until(String date) {
        if (!date.endsWith("GMT")) {
            return 0;
        }
        try {
            Instant moment = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(Instant.now(), moment).toMillis() / 1000.0);
        } catch (DateTimeException e) {
            return 0;
        }
    }
}

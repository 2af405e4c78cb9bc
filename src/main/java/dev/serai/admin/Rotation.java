package dev.serai.admin;

import java.time.DateTimeException;
import java.time.Duration;

/**
 * How a token is rotated.
 *
 * @param overlap for how long the old one works, {@code PT1H}; null for not at all
 */
record Rotation(String overlap) {

    private static final Duration LONGEST = Duration.ofDays(30);

    /** Notes what is wrong with it, and gives the overlap. */
    Duration checked(Faults faults) {
        try {
            Duration duration = overlap == null ? Duration.ZERO : Duration.parse(overlap);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // the same mistake
        }
        if (!faults.has("overlap")) {
            faults.add("overlap", "must be a duration from PT0S to P30D, PT1H for an hour");
        }
        return Duration.ZERO;
    }
}

package dev.serai.balancing;

import dev.serai.provider.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a second target is asked beside one that has not answered yet.
 *
 * @param percentile of the time that the target took lately; 0 where {@code after} says it
 * @param after null where the percentile says it
 */
public record Hedge(int percentile, Duration after) {

    private static final Pattern PERCENTILE = Pattern.compile("p([1-9][0-9])");

    /** Reads {@code p95} or {@code 800ms}; empty if it is neither. */
    static Optional<Hedge> read(String text) {
        Matcher percentile = PERCENTILE.matcher(text);
        if (percentile.matches()) {
            return Optional.of(new Hedge(Integer.parseInt(percentile.group(1)), null));
        }
        try {
            return Optional.of(new Hedge(0, Duration.ofMillis(Timers.millis("hedge", text))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

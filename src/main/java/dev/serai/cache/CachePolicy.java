package dev.serai.cache;

import dev.serai.provider.Timers;
import java.time.Duration;

/**
 * What a route says of the cache.
 *
 * @param on whether answers are kept; null where it does not say
 * @param keep for how long; null for the setting's time
 * @param stale for how long after that one is given where nobody can answer
 */
record CachePolicy(Boolean on, Duration keep, Duration stale) {

    static final CachePolicy UNSAID = new CachePolicy(null, null, Duration.ZERO);

    /**
     * Reads the variables {@code cache} and {@code cacheStale}.
     *
     * @throws IllegalArgumentException for what is neither {@code on} nor {@code off} nor a time
     */
    static CachePolicy of(String cache, String stale) {
        if (cache == null) {
            return UNSAID;
        }
        Duration allowed = stale == null || stale.isBlank() ? Duration.ZERO : time(AliasVariables.STALE, stale);
        return switch (cache.strip()) {
            case "on", "true" -> new CachePolicy(true, null, allowed);
            case "off", "false", "" -> new CachePolicy(false, null, allowed);
            default -> new CachePolicy(true, time(AliasVariables.CACHE, cache), allowed);
        };
    }

    private static Duration time(String name, String text) {
        try {
            return Duration.ofMillis(Timers.millis(name, text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the variable " + name + " is '" + text + "', which is no time such as 10m"
                            + (name.equals(AliasVariables.CACHE) ? ", and neither on nor off" : ""),
                    e);
        }
    }
}

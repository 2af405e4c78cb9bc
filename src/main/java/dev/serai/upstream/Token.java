package dev.serai.upstream;

import java.time.Duration;

/**
 * What stands for a key for some time.
 *
 * @param fresh for how long nobody needs another one
 * @param valid for how long a provider takes it
 */
record Token(String value, Duration fresh, Duration valid) {

    /** Clocks differ, and a request takes time to arrive. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** One that is valid for so long: another one is fetched five minutes before, or in the last quarter of a short life. */
    static Token of(String value, Duration life) {
        Duration valid = life.compareTo(LONGEST) > 0 ? LONGEST : life;
        Duration margin = shorter(MARGIN, valid.dividedBy(10));
        Duration ahead = shorter(AHEAD, valid.dividedBy(4));
        return new Token(value, valid.minus(ahead), valid.minus(margin));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Without what is nobody's to see. */
    @Override
    public String toString() {
        return "a token for " + valid;
    }
}

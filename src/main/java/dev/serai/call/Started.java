package dev.serai.call;

import java.time.Instant;

/**
 * When a request came.
 *
 * @param nanos the same by {@link System#nanoTime}
 */
public record Started(Instant at, long nanos) {

    static Started now() {
        return new Started(Instant.now(), System.nanoTime());
    }

    /** Time since then. */
    public long ago() {
        return until(System.nanoTime());
    }

    /** Time from then until a moment of {@link System#nanoTime}. */
    public long until(long moment) {
        return moment - nanos;
    }
}

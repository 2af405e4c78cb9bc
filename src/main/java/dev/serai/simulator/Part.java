package dev.serai.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A piece of a body, and what happens before it.
 *
 * @param pause until it is there
 * @param bytes to be read then; null if the connection breaks instead
 */
record Part(Duration pause, byte[] bytes) {

    private static final Duration FOREVER = Duration.ofDays(365);

    static Part of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Part of(byte[] bytes) {
        return new Part(Duration.ZERO, bytes);
    }

    static Part nothing() {
        return of("");
    }

    static Part hang() {
        return new Part(FOREVER, new byte[0]);
    }

    static Part reset() {
        return new Part(Duration.ZERO, null);
    }

    Part after(Duration wait) {
        return new Part(wait, bytes);
    }
}

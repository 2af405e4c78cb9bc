package dev.serai.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A piece of a body, and what happens before it.
 *
 * @param pause until it is there
 * @param bytes to be read then; null if the connection breaks instead
 */
record BodyPart(Duration pause, byte[] bytes) {

    private static final Duration FOREVER = Duration.ofDays(365);

    static BodyPart of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static BodyPart of(byte[] bytes) {
        return new BodyPart(Duration.ZERO, bytes);
    }

    static BodyPart nothing() {
        return of("");
    }

    static BodyPart hang() {
        return new BodyPart(FOREVER, new byte[0]);
    }

    static BodyPart reset() {
        return new BodyPart(Duration.ZERO, null);
    }

    BodyPart after(Duration wait) {
        return new BodyPart(wait, bytes);
    }
}

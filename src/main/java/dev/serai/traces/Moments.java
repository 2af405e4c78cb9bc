package dev.serai.traces;

import dev.serai.call.Started;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The moments of one request, which are taken by {@link System#nanoTime}, as spans have them: since 1970. */
final class Moments {

    private final long began;
    private final long offset;

    Moments(Started started) {
        began = ChronoUnit.NANOS.between(Instant.EPOCH, started.at());
        offset = began - started.nanos();
    }

    /** When it began. */
    long began() {
        return began;
    }

    /** A moment of {@link System#nanoTime}; none is before it began. */
    long of(long nanos) {
        return Math.max(began, nanos + offset);
    }
}

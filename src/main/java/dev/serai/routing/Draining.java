package dev.serai.routing;

import dev.serai.stream.StreamErrors;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A generation that was replaced and finishes what began on it. */
final class Draining {

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
    /** For the error event that a stream gets after the limit to be written. */
    static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Generation generation;
    private final long sinceNanos = System.nanoTime();
    private boolean expired;

    Draining(Generation generation) {
        this.generation = generation;
    }

    Generation generation() {
        return generation;
    }

    /** Stops it when nobody is in any more, or the limit has passed and streams have had time for their last words. */
    boolean ended(Duration limit) {
        Duration since = Duration.ofNanos(System.nanoTime() - sinceNanos);
        if (generation.closeIfIdle() || since.compareTo(limit.plus(LAST_WORDS)) > 0) {
            generation.stop();
            return true;
        }
        if (!expired && since.compareTo(limit) > 0) {
            expired = true;
            LOG.warn(
                    "Generation {} still has {} requests after {} s of draining; they are ended",
                    generation.number(),
                    generation.inFlight(),
                    limit.toSeconds());
            generation.engine().endAll(StreamErrors.drained());
        }
        return false;
    }
}

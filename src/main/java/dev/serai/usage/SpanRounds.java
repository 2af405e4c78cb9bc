package dev.serai.usage;

import dev.serai.time.Recurring;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes spans of records behind those who write them: as much as takes a fifth of a core, at one replica at a time. */
final class SpanRounds extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(SpanRounds.class);
    /** Few records come later than this, and each lets a span go. */
    private static final Duration AGE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(20);
    /** Longer than a round, shorter than the pause. */
    private static final Duration OTHERS = Duration.ofSeconds(25);

    private final RequestSpans spans;
    private final Clock clock;
    private boolean failed;

    SpanRounds(RequestSpans spans, Clock clock) {
        super("usage-spans");
        this.spans = spans;
        this.clock = clock;
    }

    private void round() {
        long began = System.nanoTime();
        spans.make(
                clock.instant().minus(AGE), OTHERS, took -> rests(took) && System.nanoTime() - began < ROUND.toNanos());
        failed = false;
    }

    private static boolean rests(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    protected void begin() {
        every(PAUSE, PAUSE, this::round, this::warn);
    }

    /** Once: a database that is away will be for many rounds. */
    private void warn(RuntimeException e) {
        if (!failed) {
            LOG.warn("Records cannot be summed up for those who look for rare ones: {}", Reason.of(e));
        }
        failed = true;
    }
}

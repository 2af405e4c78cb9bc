package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.breakers.ClientLeft;
import dev.serai.breakers.Retryable;
import dev.serai.stream.ProviderStream;
import dev.serai.wire.ApiException;

/**
 * A target that was asked, or left alone: when, why, and what came of it. Times are those of {@link System#nanoTime}; any
 * thread may ask.
 */
public final class TimedAttempt {

    private static final int ANSWERED = 200;
    private static final int FAILED = 500;

    private final Target target;
    private final Way way;
    private final long beganNanos = System.nanoTime();
    private volatile Attempt asked;
    private volatile long endedNanos;
    private volatile Exception failure;
    private volatile long overtakenNanos;
    private volatile String span;

    TimedAttempt(Target target, Way way) {
        this.target = target;
        this.way = way;
    }

    /** Notes that its route has ended: the answer is there, of a stream the beginning, or the failure; null for none. */
    void ended(Attempt attempt, Exception error) {
        asked = attempt != null && isOf(attempt.target()) ? attempt : null;
        failure = error;
        endedNanos = System.nanoTime();
    }

    /** A project may have it asked with a key of its own. */
    private boolean isOf(Target other) {
        return target.provider() == other.provider()
                && target.model().equals(other.model())
                && target.options().key().equals(other.options().key());
    }

    /** Notes that another one was faster. */
    void overtaken() {
        overtakenNanos = System.nanoTime();
    }

    public Target target() {
        return target;
    }

    public Way way() {
        return way;
    }

    /** The id by which a trace knows it; null where it was told of none. */
    public String span() {
        return span;
    }

    /** Notes that. */
    public void span(String id) {
        span = id;
    }

    /** Whether it was not asked, since its breaker is open or it is not set up; {@link #error} says which. */
    public boolean skipped() {
        return failure instanceof Retryable refusal && !refusal.asked();
    }

    /** Whether another one, asked beside it, was faster. */
    public boolean isOvertaken() {
        return overtakenNanos != 0;
    }

    public long beganNanos() {
        return beganNanos;
    }

    /** When the first part of a stream was there; 0 if none was. */
    public long firstContentNanos() {
        ProviderStream stream = stream();
        return stream == null ? 0 : stream.firstContentNanos();
    }

    /** When the last byte of its answer was there, or it failed or was left; 0 before that. */
    public long endedNanos() {
        ProviderStream stream = stream();
        long ended = stream == null || failure != null ? endedNanos : stream.endedNanos();
        return ended == 0 ? overtakenNanos : ended;
    }

    /** How long it took, or takes so far. */
    public long nanos() {
        long ended = endedNanos();
        return (ended == 0 ? System.nanoTime() : ended) - beganNanos;
    }

    /** What it answered, 499 if it was broken off; 0 if it was not asked. */
    public int status() {
        if (skipped()) {
            return 0;
        }
        Exception failed = failure;
        if (failed == null) {
            return endedNanos == 0 ? ClientLeft.STATUS : ANSWERED;
        }
        return failed instanceof ApiException error ? error.status() : FAILED;
    }

    /** The code of its failure, of a stream in the midst, too; null where it has none, or there is no failure. */
    public String error() {
        if (failure != null) {
            return failure instanceof ApiException error ? Outcome.code(error) : null;
        }
        ProviderStream stream = stream();
        return stream == null ? null : Outcome.code(stream.error());
    }

    /** What was asked, with what the provider reported; null if it did not come to that. */
    public Attempt attempt() {
        return asked;
    }

    private ProviderStream stream() {
        Attempt known = asked;
        return known == null ? null : known.stream();
    }

    /** OpenAI's usage object as the provider reported it, or null. */
    public JsonNode usage() {
        Attempt known = asked;
        return known == null ? null : known.usage();
    }
}

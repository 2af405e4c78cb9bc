package dev.serai.models;

import java.time.Duration;

/** When a provider is asked for its models. */
public final class ModelQuestion {

    private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final long intervalNanos;
    private long due;
    private long pause = FIRST_PAUSE_NANOS;
    private boolean asking;
    private boolean answered;
    private boolean hopeless;

    /** Is due now, and after each answer when the interval has passed. */
    public ModelQuestion(Duration interval, long now) {
        this.intervalNanos = interval.toNanos();
        this.due = now;
    }

    /**
     * Whether to ask now; then {@link #end} is told.
     *
     * @param changed the routes are others, and may be better
     * @param hope the provider has answered a caller: it is back, unless it just has no list
     */
    public synchronized boolean begin(long now, boolean changed, boolean hope) {
        if (changed && !answered) {
            due = now;
            pause = FIRST_PAUSE_NANOS;
        } else if (hope && !answered && !hopeless && !asking) {
            due = now;
            hopeless = true; // until it was asked again when it was due
        } else if (now - due >= 0) {
            hopeless = false;
        }
        if (asking || now - due < 0) {
            return false;
        }
        asking = true;
        return true;
    }

    /** The provider gave its list, or did not: then it is asked again after a pause that grows. */
    public synchronized void end(long now, boolean hasAnswered) {
        asking = false;
        answered = hasAnswered;
        if (hasAnswered) {
            pause = FIRST_PAUSE_NANOS;
            due = now + intervalNanos;
        } else {
            due = now + Math.min(pause, intervalNanos);
            pause = Math.min(2 * pause, intervalNanos);
        }
    }
}

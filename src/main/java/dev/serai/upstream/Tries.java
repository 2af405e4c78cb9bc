package dev.serai.upstream;

import dev.serai.wire.ApiException;

/** What was tried to answer a call: how often, for how long, and with what outcome. One try is under way at a time. */
public final class Tries {

    private final StringBuilder trail = new StringBuilder(0);
    private int count;
    private long sinceNanos;
    private long nanos;
    private Timers timers;
    private Deadlines deadlines;

    /** A provider is asked from now on. */
    void begins(Timers allowed) {
        count++;
        sinceNanos = System.nanoTime();
        timers = allowed;
        deadlines = null;
    }

    /** The request is sent once more. */
    void repeats() {
        count++;
    }

    /** The provider has answered, be it that the rest of a stream is still to come, or failed. */
    void ends() {
        if (sinceNanos != 0) {
            nanos += System.nanoTime() - sinceNanos;
            sinceNanos = 0;
        }
    }

    /** How often providers were asked. */
    public int count() {
        return count;
    }

    /** The time that providers took. */
    long nanos() {
        return nanos;
    }

    /** How long the try under way may take. */
    Timers timers() {
        return timers;
    }

    /** The timers of the try under way, running; null before it began to wait. */
    Deadlines deadlines() {
        return deadlines;
    }

    void deadlines(Deadlines running) {
        this.deadlines = running;
    }

    /** The timer that the try exceeded, by its name; null if none was. */
    String timerExceeded() {
        return deadlines == null ? null : deadlines.exceeded();
    }

    /** Notes what became of a try, null if it was answered. */
    public void note(Target tried, ApiException error) {
        if (error == null && trail.length() == 0) {
            return; // mostly there is nothing to tell
        }
        trail.append(trail.length() > 0 ? ", " : "")
                .append(tried)
                .append(' ')
                .append(error == null ? 200 : error.status());
        if (error != null && error.code() != null) {
            trail.append(' ').append(error.code());
        }
    }

    /** Who was asked and what they answered, {@code a/x 503 overloaded, b/y 200}; empty where the first one answered. */
    public String trail() {
        return trail.toString();
    }
}

package dev.serai.call;

import dev.serai.breakers.Retryable;
import dev.serai.provider.Timers;
import dev.serai.wire.ApiException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was tried to answer a call: how often, for how long, and with what outcome. One try is under way at a time; those of
 * several targets that are asked at a time are each in a fork of the call.
 */
public final class AttemptTimes {

    /** What comes after so many characters is on no record. */
    private static final int LONGEST_TRAIL = 4096;

    private final StringBuilder trail = new StringBuilder(0);
    private final AtomicInteger count = new AtomicInteger(); // another thread may ask for a fork's
    private long sinceNanos;
    private long nanos;
    private Timers timers;
    private Deadlines deadlines;
    private Set<Object> blamed;
    private volatile boolean beaten;
    private boolean ofWholeProvider;

    /** Providers are waited for from now on. */
    public void begins() {
        sinceNanos = System.nanoTime();
    }

    /** A provider is asked from now on. */
    public void begins(Timers allowed) {
        begins();
        count.incrementAndGet();
        timers = allowed;
        deadlines(null);
    }

    /** The request is sent once more. */
    public void repeats() {
        count.incrementAndGet();
    }

    /** The provider was not asked after all. */
    public void skips() {
        count.decrementAndGet();
    }

    /** The provider has answered, be it that the rest of a stream is still to come, or failed. */
    public void ends() {
        if (sinceNanos != 0) {
            nanos += System.nanoTime() - sinceNanos;
            sinceNanos = 0;
        }
    }

    /** Adds those of a fork, and goes on with its last one. */
    void adopt(Target target, AttemptTimes fork) {
        boolean answeredAtOnce = fork.trail().isEmpty();
        add(fork);
        if (answeredAtOnce && !trail().isEmpty()) {
            tell(target + " 200");
        }
        timers = fork.timers;
        deadlines(fork.deadlines);
    }

    /** Adds those of a fork that another one has overtaken. */
    void addOvertaken(Target target, AttemptTimes fork) {
        add(fork);
        tell(target + " overtaken");
    }

    /** Another one was faster. */
    void beaten() {
        beaten = true;
    }

    /** Whether another one was faster. */
    public boolean isBeaten() {
        return beaten;
    }

    private void add(AttemptTimes fork) {
        count.addAndGet(fork.count());
        tell(fork.trail());
    }

    /** How often providers were asked. */
    public int count() {
        return count.get();
    }

    /** The time that providers took. */
    long nanos() {
        return nanos + (sinceNanos == 0 ? 0 : System.nanoTime() - sinceNanos);
    }

    /** How long the last try may take, or might have taken; null if there was none. */
    public Timers timers() {
        return timers;
    }

    /** The timers of the try under way, running; null before it began to wait. */
    public Deadlines deadlines() {
        return deadlines;
    }

    public void deadlines(Deadlines running) {
        if (deadlines != running) {
            over();
        }
        deadlines = running;
    }

    /** The last try is over, however it went: nothing is timed any more, nor kept for that. */
    public void over() {
        if (deadlines != null) {
            deadlines.end();
        }
    }

    /** The timer that the try exceeded, by its name; null if none was. */
    public String timerExceeded() {
        return deadlines == null ? null : deadlines.exceeded();
    }

    /** Whether this is the first time that the call blames it: of one call, one failure is evidence. */
    public synchronized boolean blames(Object who) {
        if (blamed == null) {
            blamed = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return blamed.add(who);
    }

    /** Has failures blamed on the provider as a whole: they are tried to find out whether it is well. */
    public void blameWholeProvider() {
        ofWholeProvider = true;
    }

    /** Whether a failure is the provider's as a whole, and no model's. */
    public boolean areOfWholeProvider() {
        return ofWholeProvider;
    }

    /** Notes what became of a try, null if it was answered. */
    public void note(Target tried, ApiException error) {
        if (error instanceof Retryable failure && !failure.asked()) {
            tell(tried + " skipped " + error.code());
            return;
        }
        if (error == null && trail().isEmpty()) {
            return; // mostly there is nothing to tell
        }
        StringBuilder told = new StringBuilder().append(tried).append(' ').append(error == null ? 200 : error.status());
        if (error != null && error.code() != null) {
            told.append(' ').append(error.code());
        }
        tell(told.toString());
    }

    private synchronized void tell(String told) {
        if (!told.isEmpty() && trail.length() < LONGEST_TRAIL) {
            trail.append(trail.length() > 0 ? ", " : "").append(told);
        }
    }

    /** Who was asked and what they answered, {@code a/x 503 overloaded, b/y skipped circuit_open, c/z 200}; empty where the first one answered. */
    public synchronized String trail() {
        return trail.toString();
    }
}

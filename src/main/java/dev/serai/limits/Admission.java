package dev.serai.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/**
 * What one request holds: places and an estimate of tokens, until it is known what it used. {@link #settle} it once it has
 * ended, however it ended; what is forgotten is released by the {@link Limiter} in time.
 */
public final class Admission {

    private final Limiter limiter;
    private final long reserved;
    private final long sinceNanos;
    private final List<Taking> takings = new ArrayList<>(4);
    /** For each taking what it is for, where that was asked besides; else null. */
    private final List<String> asked = new ArrayList<>(4);

    private final List<Place> places = new ArrayList<>(2);
    private final AtomicBoolean settled = new AtomicBoolean();

    /** Holds nothing yet. */
    Admission(Limiter limiter, long reserved, long sinceNanos) {
        this.limiter = limiter;
        this.reserved = reserved;
        this.sinceNanos = sinceNanos;
    }

    /**
     * Says what the request used: takes what was estimated too low, even from a bucket that has no more, gives back what
     * was estimated too high, and frees the places. Only the first call of this or {@link #release} does anything, from
     * whatever thread.
     *
     * @param observedTokens of prompt and answer
     */
    public void settle(long observedTokens) {
        settle(observedTokens, name -> observedTokens);
    }

    /**
     * The same where several were asked.
     *
     * @param byName what was used of it by each that was asked besides
     */
    public synchronized void settle(long observedTokens, ToLongFunction<String> byName) {
        if (settled.compareAndSet(false, true)) {
            limiter.forget(this);
            leave();
            for (int i = 0; i < takings.size(); i++) {
                if (takings.get(i).meter().kind() == Kind.TOKENS) {
                    long used = asked.get(i) == null ? observedTokens : byName.applyAsLong(asked.get(i));
                    limiter.buckets().correct(takings.get(i), Math.max(0, used) - reserved);
                }
            }
        }
    }

    /** Gives back everything but the request itself, which stays counted: it used no tokens. */
    public void release() {
        settle(0);
    }

    /** The {@code x-ratelimit-…} headers as of the admission; none of a kind without limits. */
    public synchronized Map<String, String> headers() {
        return RateHeaders.of(takings);
    }

    void hold(Taking taking, String name) {
        takings.add(taking);
        asked.add(name);
    }

    void holdAll(Admission more) {
        takings.addAll(more.takings);
        asked.addAll(more.asked);
        places.addAll(more.places);
    }

    boolean holds(Meter meter) {
        return takings.stream().anyMatch(taking -> taking.meter().equals(meter));
    }

    boolean holds(Place place) {
        return places.contains(place);
    }

    boolean settled() {
        return settled.get();
    }

    long reserved() {
        return reserved;
    }

    void hold(Place place) {
        places.add(place);
    }

    List<Taking> takings() {
        return takings;
    }

    /** Gives everything back, the request too: it was not admitted. */
    void undo() {
        leave();
        for (Taking taking : takings) {
            if (taking.granted()) {
                limiter.buckets().correct(taking, -taking.amount());
            }
        }
    }

    private void leave() {
        for (Place place : places) {
            limiter.concurrency().leave(place);
        }
    }

    long sinceNanos() {
        return sinceNanos;
    }
}

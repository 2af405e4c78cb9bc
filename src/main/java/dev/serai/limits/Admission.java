package dev.serai.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one request holds: places and an estimate of tokens, until it is known what it used. {@link #settle} it once it has
 * ended, however it ended; what is forgotten is released by the {@link Limiter} in time.
 */
public final class Admission {

    private final Limiter limiter;
    private final long reserved;
    private final long sinceNanos;
    private final List<Taking> takings = new ArrayList<>(4);
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
        if (settled.compareAndSet(false, true)) {
            limiter.forget(this);
            leave();
            long more = Math.max(0, observedTokens) - reserved;
            for (Taking taking : takings) {
                if (taking.meter().kind() == Kind.TOKENS) {
                    limiter.buckets().correct(taking, more);
                }
            }
        }
    }

    /** Gives back everything but the request itself, which stays counted: it used no tokens. */
    public void release() {
        settle(0);
    }

    /** The {@code x-ratelimit-…} headers as of the admission; none of a kind without limits. */
    public Map<String, String> headers() {
        return RateHeaders.of(takings);
    }

    void hold(Taking taking) {
        takings.add(taking);
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

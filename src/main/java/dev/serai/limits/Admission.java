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
    private final List<BucketTake> takes = new ArrayList<>(4);
    /** For each taking what it is for, where that was asked besides; else null. */
    private final List<String> asked = new ArrayList<>(4);

    private final List<ConcurrencyLimit> concurrencyLimits = new ArrayList<>(2);
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
            for (int i = 0; i < takes.size(); i++) {
                if (takes.get(i).meter().kind() == RateUnit.TOKENS) {
                    long used = asked.get(i) == null ? observedTokens : byName.applyAsLong(asked.get(i));
                    limiter.buckets().correct(takes.get(i), Math.max(0, used) - reserved);
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
        return RateHeaders.of(takes);
    }

    void hold(BucketTake taking, String name) {
        takes.add(taking);
        asked.add(name);
    }

    void holdAll(Admission more) {
        takes.addAll(more.takes);
        asked.addAll(more.asked);
        concurrencyLimits.addAll(more.concurrencyLimits);
    }

    boolean holds(Meter meter) {
        return takes.stream().anyMatch(taking -> taking.meter().equals(meter));
    }

    boolean holds(ConcurrencyLimit limit) {
        return concurrencyLimits.contains(limit);
    }

    boolean settled() {
        return settled.get();
    }

    long reserved() {
        return reserved;
    }

    void hold(ConcurrencyLimit limit) {
        concurrencyLimits.add(limit);
    }

    List<BucketTake> takes() {
        return takes;
    }

    /** Gives everything back, the request too: it was not admitted. */
    void undo() {
        leave();
        for (BucketTake taking : takes) {
            if (taking.granted()) {
                limiter.buckets().correct(taking, -taking.amount());
            }
        }
    }

    private void leave() {
        for (ConcurrencyLimit limit : concurrencyLimits) {
            limiter.concurrency().leave(limit);
        }
    }

    long sinceNanos() {
        return sinceNanos;
    }
}

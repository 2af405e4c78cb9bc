package dev.serai.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests each subject has under way in this replica. Without locks; only who has any takes memory. */
public final class Concurrency {

    /** A counter that was taken out of the map: whoever still finds it takes another. */
    private static final int GONE = -1;

    private final ConcurrentMap<String, AtomicInteger> counters = new ConcurrentHashMap<>();

    /** Takes a place, which the caller must {@link #leave}; false if all are taken. */
    public boolean enter(ConcurrencyLimit limit) {
        while (true) {
            AtomicInteger counter = counter(limit.key());
            int count = counter.get();
            if (count >= limit.most()) {
                return false;
            }
            if (count == GONE) {
                counters.remove(limit.key(), counter);
            } else if (counter.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    private AtomicInteger counter(String key) {
        AtomicInteger counter = counters.get(key);
        return counter != null ? counter : counters.computeIfAbsent(key, unused -> new AtomicInteger());
    }

    /** Frees a place that was taken. */
    public void leave(ConcurrencyLimit limit) {
        AtomicInteger counter = counters.get(limit.key());
        if (counter.decrementAndGet() == 0 && counter.compareAndSet(0, GONE)) {
            counters.remove(limit.key(), counter);
        }
    }

    /** How many a subject has. */
    public int of(String key) {
        AtomicInteger counter = counters.get(key);
        return counter == null ? 0 : Math.max(0, counter.get());
    }

    /** How many subjects have any. */
    public int size() {
        return counters.size();
    }
}

package dev.serai.shedding;

import java.time.Duration;

/**
 * How long a request may wait for its turn: a quarter of the time that requests are in work of late, so that those who are
 * taken in notice little of the wait. Until one has ended, the longest.
 */
final class WaitLimit {

    private static final int PART = 4;
    private static final int WEIGHT = 16;

    private final long shortest;
    private final long longest;

    /** The moving average of times in work; zero: none is known. Of two updates at once, one is lost, which is no matter. */
    private volatile long average;

    /**
     * Takes the bounds.
     *
     * @param shortest the wait is never shorter, unless the longest is
     * @param longest the wait is never longer
     */
    WaitLimit(Duration shortest, Duration longest) {
        this.shortest = shortest.toNanos();
        this.longest = longest.toNanos();
    }

    /** Learns how long a request was in work. */
    void learn(long nanos) {
        long known = average;
        average = known == 0 ? nanos : known + (nanos - known) / WEIGHT;
    }

    /** The wait in nanoseconds for who has as much as others. */
    long nanos() {
        long known = average;
        return known == 0 ? longest : Math.min(longest, Math.max(shortest, known / PART));
    }

    /** The wait in nanoseconds for who has less than others. */
    long longest() {
        return longest;
    }
}

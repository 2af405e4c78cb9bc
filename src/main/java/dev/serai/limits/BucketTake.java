package dev.serai.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.VerboseResult;

/**
 * What became of one take from one bucket.
 *
 * @param amount what was asked for
 * @param result whether it was granted, and the bucket's state afterwards
 * @param from the bucket itself: what is given back goes where it came from
 */
record BucketTake(Meter meter, long amount, VerboseResult<Boolean> result, Bucket from) {

    boolean granted() {
        return result.getValue();
    }

    /** What could still be taken at once. */
    long available() {
        return Math.max(0, state().getAvailableTokens());
    }

    /** The window that has the smallest share left. */
    int tightest() {
        int tightest = 0;
        for (int i = 1; i < bandwidths().length; i++) {
            tightest = share(i) < share(tightest) ? i : tightest;
        }
        return tightest;
    }

    /** The window that will refuse this amount the longest. */
    int slowest() {
        int slowest = 0;
        for (int i = 1; i < bandwidths().length; i++) {
            slowest = nanosUntil(i, amount) > nanosUntil(slowest, amount) ? i : slowest;
        }
        return slowest;
    }

    double share(int window) {
        return (double) state().getCurrentSize(window) / bandwidth(window).getCapacity();
    }

    long remaining(int window) {
        return Math.max(0, state().getCurrentSize(window));
    }

    /** How long until a window has that many. */
    long nanosUntil(int window, long many) {
        Bandwidth bandwidth = bandwidth(window);
        long missing = many - state().getCurrentSize(window);
        if (missing <= 0) {
            return 0;
        }
        // a double: the product passes 64 bits, and a part of a token may be there already
        double parts = (double) missing * bandwidth.getRefillPeriodNanos() - state().getRoundingError(window);
        return (long) Math.ceil(parts / bandwidth.getRefillTokens());
    }

    Bandwidth bandwidth(int window) {
        return bandwidths()[window];
    }

    private Bandwidth[] bandwidths() {
        return result.getConfiguration().getBandwidths();
    }

    private BucketState state() {
        return result.getState();
    }
}

package dev.serai.requests;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many lines a second there may be of one kind, and how many more there would have been. */
final class LineBudget {

    private final int most;
    private final AtomicInteger left;
    private final LongAdder missing = new LongAdder();

    LineBudget(int most) {
        this.most = most;
        this.left = new AtomicInteger(most);
    }

    /** Whether a line may be written; else it is missing. */
    boolean takes() {
        if (left.get() > 0 && left.getAndDecrement() > 0) {
            return true;
        }
        missing.increment();
        return false;
    }

    /** A second has passed: how many lines are missing of it. */
    long begins() {
        left.set(most);
        return missing.sumThenReset();
    }
}

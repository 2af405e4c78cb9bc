package dev.serai.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** How many series there may be of requests. */
final class SeriesBound {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    SeriesBound(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** Series that there are. */
    int taken() {
        return taken.get();
    }

    /** Whether so many more may begin. */
    boolean hasRoomFor(int series) {
        return taken.get() + series <= most;
    }

    /** Takes room for so many, or none. */
    boolean take(int series) {
        int before = taken.get();
        while (before + series <= most) {
            if (taken.compareAndSet(before, before + series)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    /** Takes it, whether it is there or not: of what everything else is counted as there is little. */
    void takeAnyway(int series) {
        taken.addAndGet(series);
    }
}

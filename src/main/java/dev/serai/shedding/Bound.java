package dev.serai.shedding;

import java.util.function.BooleanSupplier;

/** A number of requests that shrinks under a pressure and grows back when that is gone. For one thread to adjust. */
final class Bound {

    private final int most;
    private final int least;
    private final int growth;
    private final BooleanSupplier pressure;
    private volatile int current;

    /**
     * Sets its limits.
     *
     * @param least however long the pressure lasts
     * @param most and what it begins with
     * @param growth it grows by this fraction of itself: 8 for an eighth
     * @param pressure asked at each adjustment
     */
    Bound(int least, int most, int growth, BooleanSupplier pressure) {
        this.most = most;
        this.least = least;
        this.growth = growth;
        this.pressure = pressure;
        this.current = most;
    }

    int current() {
        return current;
    }

    /** Goes up; or under pressure down by a quarter, unless so few are in work that they cannot be what presses. */
    void adjust(int inWork) {
        int now = current;
        if (!pressure.getAsBoolean()) {
            current = Math.min(most, now + Math.max(1, now / growth));
        } else if (inWork > least) {
            current = Math.max(least, (int) (Math.min(now, inWork) * 3L / 4));
        }
    }
}

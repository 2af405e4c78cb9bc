package dev.serai.balancing;

/**
 * An average that forgets with time: what it says of the past fades to nothing, by {@code 1/e} in each {@code life}.
 *
 * @param value when it was last changed
 * @param at when that was, in nanoseconds
 * @param life how long it remembers, in nanoseconds
 */
record Decaying(double value, long at, double life) {

    /** Begins at zero. */
    static Decaying over(double life) {
        return new Decaying(0, 0, life);
    }

    /** What is left of it now. */
    double now(long now) {
        return value == 0 ? 0 : value * left(now);
    }

    private double left(long now) {
        return Math.exp(-Math.max(0, now - at) / life);
    }

    /**
     * Takes in a number as peak-EWMA does: jumps up to it at once, comes down to it with time. This is Finagle's measure,
     * see <a href="https://github.com/twitter/finagle/blob/develop/finagle-core/src/main/scala/com/twitter/finagle/loadbalancer/PeakEwma.scala">PeakEwma</a>;
     * linkerd balances by it as well.
     */
    Decaying peak(double number, long now) {
        double left = left(now);
        return new Decaying(number > value * left ? number : value * left + number * (1 - left), now, life);
    }

    /** Takes in a number with a weight between zero and one. */
    Decaying mixed(double number, double weight, long now) {
        double old = now(now);
        return old == number ? this : new Decaying(old + weight * (number - old), now, life);
    }
}

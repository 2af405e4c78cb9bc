package dev.serai.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** How many series there may be of requests. */
final class SeriesBound {

    private final int most;
    private final SeriesBound whole;
    private final AtomicInteger taken = new AtomicInteger();

    SeriesBound(int most) {
        this(most, null);
    }

    private SeriesBound(int most, SeriesBound whole) {
        this.most = most;
        this.whole = whole;
    }

    /** A part of it for those of one kind, which strangers may bring about: they leave the others room. */
    SeriesBound part(int divisor) {
        return new SeriesBound(most / divisor, this);
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
        return taken.get() + series <= most && (whole == null || whole.hasRoomFor(series));
    }

    /** Takes room for so many, or none. */
    synchronized boolean take(int series) {
        if (taken.get() + series > most || !(whole == null || whole.take(series))) {
            return false;
        }
        taken.addAndGet(series);
        return true;
    }

    /** Takes it, whether it is there or not: of what everything else is counted as there is little. */
    synchronized void takeAnyway(int series) {
        taken.addAndGet(series);
        if (whole != null) {
            whole.takeAnyway(series);
        }
    }
}

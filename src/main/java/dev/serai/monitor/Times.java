package dev.serai.monitor;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often a step or a route has ended, and how long that took. Generations that have the same one share it, so that it
 * goes on counting when routes change.
 */
public final class Times {

    private static final double MILLI = 1e6;

    private final Runnable show;
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    private final LongAccumulator shortest = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final AtomicLong last = new AtomicLong();
    private volatile boolean shown;

    /**
     * Begins to count.
     *
     * @param show done once, when there is something to show
     */
    Times(Runnable show) {
        this.show = show;
    }

    /** Counts one that has ended. */
    void add(long took, boolean failure) {
        ended.increment();
        nanos.add(took);
        if (failure) {
            failed.increment();
        }
        longest.accumulate(took);
        shortest.accumulate(took);
        last.lazySet(took);
        if (!shown) {
            shown = true;
            show.run();
        }
    }

    /** How many have ended, those that failed among them. */
    public long ended() {
        return ended.sum();
    }

    /** How many of them failed. */
    public long failed() {
        return failed.sum();
    }

    /** How long all of them took. */
    public double nanos() {
        return nanos.sum();
    }

    /** As Camel's MBeans have it: names of their getters, and times in milliseconds. */
    Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        long all = ended();
        figures.put("exchangesTotal", all);
        figures.put("exchangesCompleted", all - failed.sum());
        figures.put("exchangesFailed", failed.sum());
        figures.put("totalProcessingTime", Math.round(nanos() / MILLI));
        figures.put("meanProcessingTime", all == 0 ? 0 : Math.round(nanos() / all / MILLI));
        figures.put("minProcessingTime", all == 0 ? 0 : Math.round(shortest.get() / MILLI));
        figures.put("maxProcessingTime", Math.round(longest.get() / MILLI));
        figures.put("lastProcessingTime", Math.round(last.get() / MILLI));
        return figures;
    }
}

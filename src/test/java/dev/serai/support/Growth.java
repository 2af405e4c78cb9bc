package dev.serai.support;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntFunction;

/**
 * How the work of something grows with its size: measured as this thread's CPU time, the best of several, so that a busy
 * machine does not count.
 */
public final class Growth {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Shorter work says nothing of growth. */
    private static final long SHORT_NANOS = 4_000_000;

    /** Work that takes longer is not repeated. */
    private static final long LONG_NANOS = 400_000_000;

    /** Growth that is above is measured once more: what a busy machine adds to one does not come twice. */
    private static final double DOUBTFUL = 2.5;

    private Growth() {}

    /** Something to do, whose preparation does not count. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /**
     * Doubles the size until that says something, and then three times more.
     *
     * @param of the work of a size
     * @param least the size to begin with
     * @param most no size is larger
     * @return how many times the work grew with a doubling, on average: 2 where it is linear, 4 where it is quadratic; 0
     *     where it is too short to tell up to the largest size
     */
    public static double perDoubling(IntFunction<Work> of, int least, int most) throws Exception {
        double growth = measured(of, least, most);
        return growth < DOUBTFUL ? growth : Math.min(growth, measured(of, least, most));
    }

    private static double measured(IntFunction<Work> of, int least, int most) throws Exception {
        int size = least;
        long before = best(of.apply(size));
        while (before < SHORT_NANOS) {
            if (size >= most) {
                return 0;
            }
            size *= 2;
            before = best(of.apply(size));
        }
        long after = before;
        int doublings = 0;
        while (doublings < 3 && size < most) {
            size *= 2;
            doublings++;
            after = best(of.apply(size));
            if (after > 20 * LONG_NANOS || (doublings == 2 && after < 6 * before)) {
                break;
            }
        }
        return doublings == 0 ? 0 : Math.pow((double) after / before, 1.0 / doublings);
    }

    /** CPU nanoseconds of the work, the better of two if the first took long. */
    public static long once(Work work) throws Exception {
        long took = time(work);
        return took > SHORT_NANOS && took < LONG_NANOS ? Math.min(took, time(work)) : took;
    }

    private static long time(Work work) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - start;
    }

    private static long best(Work work) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long took = time(work);
            best = Math.min(best, took);
            if (took > LONG_NANOS) {
                break;
            }
        }
        return best;
    }
}

package dev.serai.wire;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What takes a processor for long is done in turns: trees of large bodies, and what transforms make of them. One processor
 * is always left for everybody else, who would wait for a minute behind a dozen bodies of 60 MB. First come, first served,
 * and nobody waits for ever; who waits gives its carrier thread free.
 */
public final class LargeBodies {

    /** Of a tree's bytes: of a megabyte of text, or of so many small values that they are as much work. */
    static final long LARGE = 4 << 20;

    private static final int AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private static final Semaphore PLACES = new Semaphore(AT_A_TIME, true);

    private static final LongAdder REFUSED = new LongAdder();

    private static volatile int mostWaiting = Integer.MAX_VALUE;

    private static volatile long longestNanos = TimeUnit.SECONDS.toNanos(30);

    /** Whether this thread has a place: what it does meanwhile is part of the same work. */
    private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

    private LargeBodies() {}

    /** Something to do with a body. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does the work, if its body is large as soon as it is its turn.
     *
     * @param treeBytes as {@link TreeSize} estimates them
     * @throws MemoryShort if that does not come in time, or too many wait already
     */
    public static <T, E extends Exception> T inTurn(long treeBytes, Work<T, E> work) throws E {
        return treeBytes < LARGE || INSIDE.get() != null ? work.run() : wait(work);
    }

    private static <T, E extends Exception> T wait(Work<T, E> work) throws E {
        if (!acquire()) {
            REFUSED.increment();
            throw MemoryShort.busy();
        }
        INSIDE.set(true);
        try {
            return work.run();
        } finally {
            INSIDE.remove();
            PLACES.release();
        }
    }

    /** Who is interrupted waits no more. */
    private static boolean acquire() {
        try {
            return PLACES.getQueueLength() < mostWaiting
                    ? PLACES.tryAcquire(longestNanos, TimeUnit.NANOSECONDS)
                    : PLACES.tryAcquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Sets how many may wait, and for how long: each holds a thread meanwhile, and where these are the system's there are
     * not many.
     */
    public static void letWait(int most, Duration longest) {
        mostWaiting = most;
        longestNanos = longest.toNanos();
    }

    /** How many are worked with at a time. */
    public static int atATime() {
        return AT_A_TIME;
    }

    /** How many wait for their turn. */
    public static int waiting() {
        return PLACES.getQueueLength();
    }

    /** How many got no turn. */
    public static long refused() {
        return REFUSED.sum();
    }
}

package dev.serai.wire;

import java.util.concurrent.Semaphore;

/**
 * What takes a processor for long is done in turns: trees of large bodies, and what transforms make of them. One processor
 * is always left for everybody else, who would wait for a minute behind a dozen bodies of 60 MB. First come, first served;
 * who waits gives its carrier thread free.
 */
public final class LargeBodies {

    /** Of a tree's bytes: of a megabyte of text, or of so many small values that they are as much work. */
    static final long LARGE = 4 << 20;

    private static final int AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private static final Semaphore PLACES = new Semaphore(AT_A_TIME, true);

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
     */
    public static <T, E extends Exception> T inTurn(long treeBytes, Work<T, E> work) throws E {
        return treeBytes < LARGE || INSIDE.get() != null ? work.run() : wait(work);
    }

    private static <T, E extends Exception> T wait(Work<T, E> work) throws E {
        PLACES.acquireUninterruptibly(); // those before it are at work: it is soon
        INSIDE.set(true);
        try {
            return work.run();
        } finally {
            INSIDE.remove();
            PLACES.release();
        }
    }

    /** How many are worked with at a time. */
    public static int atATime() {
        return AT_A_TIME;
    }

    /** How many wait for their turn. */
    public static int waiting() {
        return PLACES.getQueueLength();
    }
}

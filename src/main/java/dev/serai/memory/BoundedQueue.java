package dev.serai.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * What waits for a thread that looks by itself, in order, bounded in number and in weight: who adds to it neither waits nor
 * wakes anybody. For any number of threads.
 *
 * @param <T> what waits
 */
public final class BoundedQueue<T> {

    private record Waiting<T>(T item, long weight) {}

    private final int most;
    private final long mostWeight;
    private final ToLongFunction<? super T> weigher;
    private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong weight = new AtomicLong();

    /**
     * An empty one.
     *
     * @param most how many wait at most
     * @param mostWeight what they may weigh together
     * @param weigher what one weighs; asked once of each
     */
    public BoundedQueue(int most, long mostWeight, ToLongFunction<? super T> weigher) {
        this.most = most;
        this.mostWeight = mostWeight;
        this.weigher = weigher;
    }

    /** Adds it, unless that were too much; gives how many wait with it, 0 if it was not added. */
    public int offer(T item) {
        long its = weigher.applyAsLong(item);
        int waiting = size.incrementAndGet();
        boolean light = weight.addAndGet(its) <= mostWeight;
        if (waiting > most || !light) {
            gone(its);
            return 0;
        }
        queue.add(new Waiting<>(item, its));
        return waiting;
    }

    /** Takes the next one; null if none waits. */
    public T poll() {
        Waiting<T> next = queue.poll();
        if (next == null) {
            return null;
        }
        gone(next.weight());
        return next.item();
    }

    private void gone(long its) {
        size.decrementAndGet();
        weight.addAndGet(-its);
    }

    /** How many wait. */
    public int size() {
        return size.get();
    }

    /** What those weigh that wait. */
    public long weight() {
        return weight.get();
    }
}

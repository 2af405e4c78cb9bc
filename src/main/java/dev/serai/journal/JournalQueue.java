package dev.serai.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Records on their way to the writer. To offer one costs a counter and a node: nobody waits and, unless somebody awaits the
 * record, nobody is woken. The writer looks by itself every few milliseconds instead.
 */
final class JournalQueue {

    /** What the counter of a closed queue is above: with it, closing and counting are one step. */
    private static final int CLOSED = 1 << 30;

    private final Queue<Pending> records = new ConcurrentLinkedQueue<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final int bound;
    private volatile boolean urgent;
    private volatile Thread writer;

    /**
     * A record to be written.
     *
     * @param written completed once it is on disk; null if nobody asks
     */
    record Pending(byte[] bytes, CompletableFuture<Void> written) {

        /** Tells whoever waits for it that it is on disk. */
        void done() {
            if (written != null) {
                written.complete(null);
            }
        }

        /** Tells whoever waits for it that it will not be written. */
        void refuse(Throwable why) {
            if (written != null) {
                written.completeExceptionally(why);
            }
        }
    }

    JournalQueue(int bound) {
        this.bound = bound;
    }

    /** Takes the record, or gives false: the queue is full or closed. */
    boolean offer(Pending record) {
        if (counter.incrementAndGet() > bound) {
            counter.decrementAndGet();
            return false;
        }
        records.add(record);
        // one wakeup for all that come before the writer has seen it
        if (record.written() != null && !urgent) {
            urgent = true;
            LockSupport.unpark(writer);
        }
        return true;
    }

    /** The next record, which stays; null if there is none. */
    Pending peek() {
        return records.peek();
    }

    /** Takes the next record; it counts until it is {@link #settled}. */
    Pending poll() {
        return records.poll();
    }

    /** So many of the records that were taken are written or given up. */
    void settled(int count) {
        counter.addAndGet(-count);
    }

    /**
     * Refuses all records that somebody waits for. Their places are free before anybody is told, who may want to offer the
     * record again.
     *
     * @param taken those that were taken and are not settled
     */
    void refuseAwaited(Collection<Pending> taken, Throwable why) {
        List<Pending> refused = new ArrayList<>();
        for (Collection<Pending> all : List.of(taken, records)) {
            all.removeIf(record -> record.written() != null && refused.add(record));
        }
        settled(refused.size());
        refused.forEach(record -> record.refuse(why));
    }

    /** How many records are not settled. */
    int unsettled() {
        return counter.get() & ~CLOSED;
    }

    /**
     * Lets the calling thread, the writer, wait; until the queue is closed at most.
     *
     * @param promptly only until somebody waits for a record
     */
    void pause(long nanos, boolean promptly) {
        writer = Thread.currentThread();
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0 && !closed() && !(promptly && urgent)) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
        urgent = false;
    }

    /** Takes no more records, and wakes the writer. */
    void close() {
        counter.updateAndGet(count -> count | CLOSED);
        LockSupport.unpark(writer);
    }

    boolean closed() {
        return (counter.get() & CLOSED) != 0;
    }
}

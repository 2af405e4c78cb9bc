package dev.serai.shedding;

import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes that the bodies of all requests under way may take together: requests as they come and are unpacked, answers
 * as they come, and what is made of both. The last part is for small requests alone, so that large ones never keep them
 * out.
 */
public final class MemoryBudget {

    /** A request that has taken no more than this in all may have of the last part. */
    private static final long SMALL = 256 << 10;

    private static final int LAST_PART = 8;

    private final long most;
    private final long mostForLarge;
    private final AtomicLong taken = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /** Nothing is taken yet. */
    public MemoryBudget(long most) {
        this.most = most;
        this.mostForLarge = most - most / LAST_PART;
    }

    /** What one request takes of it, until it is closed. */
    public Holding open() {
        return new Holding();
    }

    /** Bytes that are taken. */
    public long taken() {
        return taken.get();
    }

    /** Bytes that may be. */
    public long most() {
        return most;
    }

    /** How often there were none left. */
    public long refused() {
        return refused.sum();
    }

    private boolean tryTake(long bytes, boolean small) {
        if (taken.addAndGet(bytes) <= (small ? most : mostForLarge)) {
            return true;
        }
        taken.addAndGet(-bytes);
        refused.increment();
        return false;
    }

    /** One request's part. Threads of several targets that are asked at a time may share it. */
    public final class Holding implements Memory, AutoCloseable {

        private static final long CLOSED = Long.MIN_VALUE;

        private final AtomicLong held = new AtomicLong();

        private Holding() {}

        @Override
        public void take(long bytes) {
            long before = held.get();
            if (before + bytes > mostForLarge) {
                refused.increment();
                throw MemoryShort.ever(mostForLarge);
            }
            if (!tryTake(bytes, before + bytes <= SMALL) || !hold(bytes)) {
                throw MemoryShort.now();
            }
        }

        @Override
        public void give(long bytes) {
            hold(-bytes);
            // a closed one has given back all
        }

        /** Whoever still works for a request that has ended gets nothing more, and has nothing to give back. */
        private boolean hold(long bytes) {
            while (true) {
                long before = held.get();
                if (before == CLOSED) {
                    if (bytes > 0) {
                        taken.addAndGet(-bytes);
                    }
                    return false;
                }
                if (held.compareAndSet(before, before + bytes)) {
                    if (bytes < 0) {
                        taken.addAndGet(bytes);
                    }
                    return true;
                }
            }
        }

        @Override
        public boolean ended() {
            return held.get() == CLOSED;
        }

        /** Gives back what is still taken; once, however often it is called. */
        @Override
        public void close() {
            long last = held.getAndSet(CLOSED);
            if (last > 0) {
                taken.addAndGet(-last);
            }
        }
    }
}

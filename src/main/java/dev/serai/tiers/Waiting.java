package dev.serai.tiers;

import dev.serai.memory.Holding;
import dev.serai.time.Survival;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Entries that wait to be written, within the bytes that they may take of the heap; whoever brings one waits for nothing. */
final class Waiting {

    /** One of them. */
    record Write(TierKey key, long stamp, long expires, int priority, long size, Supplier<byte[]> payload) {

        /** The entry; null where nothing can be made of it. */
        TierEntry entry() {
            try {
                return new TierEntry(key, stamp, expires, priority, payload.get());
            } catch (RuntimeException | Error e) { // no fault of the tier's
                Survival.note("An answer that is to be kept", e);
                return null;
            }
        }
    }

    private static final int MOST = 50_000;
    private static final int BESIDES = 1024;

    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>(MOST);
    private final AtomicLong bytes = new AtomicLong();
    private final long most;

    Waiting(long most) {
        this.most = most;
    }

    /** Whether there is room for it. */
    boolean offer(Write write) {
        long size = write.size() + BESIDES;
        if (bytes.addAndGet(size) <= most && queue.offer(write)) {
            return true;
        }
        bytes.addAndGet(-size);
        return false;
    }

    /** The next one; null where none comes in this time. */
    Write next(Duration patience) {
        try {
            Write write = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (write != null) {
                bytes.addAndGet(-write.size() - BESIDES);
            }
            return write;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What it holds. */
    Holding holding(String name) {
        return Holding.boundedBytes(name, queue.size(), bytes.get(), most);
    }
}

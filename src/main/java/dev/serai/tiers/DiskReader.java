package dev.serai.tiers;

import dev.serai.wire.Reason;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Looks for entries in an open file; passes by where as many as may wait for the disk already. */
final class DiskReader {

    /** Each has an entry in memory. */
    private static final int READERS = 32;

    private final TierCounts counts;
    private final SecondChances chances;
    private final Semaphore readers = new Semaphore(READERS);
    private final AtomicReference<Unreadable> unreadable = new AtomicReference<>();

    private record Unreadable(DiskStore store, Throwable why) {}

    DiskReader(TierCounts counts, SecondChances chances) {
        this.counts = counts;
        this.chances = chances;
    }

    /** The entry of a key; null if there is none, or it cannot be read. */
    TierEntry find(TierKey key, DiskStore store) {
        if (!readers.tryAcquire()) {
            return counts.passesBy();
        }
        try {
            return counts.counted(found(key, store));
        } catch (RuntimeException | Error e) {
            return again(key, store);
        } finally {
            readers.release();
        }
    }

    /** What a slow reader has begun to read may have been written over; what cannot be read twice cannot be read. */
    private TierEntry again(TierKey key, DiskStore store) {
        try {
            return counts.counted(found(key, store));
        } catch (RuntimeException
                | Error e) { // a length or a page that was damaged may take any memory, or run in circles
            unreadable.set(new Unreadable(store, e));
            return counts.refuses();
        }
    }

    private TierEntry found(TierKey key, DiskStore store) {
        long id = key.id();
        byte[] bytes = store.bytes(id);
        TierEntry entry = bytes == null ? null : EntryBytes.read(bytes);
        if (bytes != null && entry == null) {
            counts.refused().increment();
        }
        if (entry == null || !entry.key().equals(key) || store.isGone(entry)) {
            return null;
        }
        chances.note(id);
        return entry;
    }

    /** What a file could not be read for since this was last asked; null if it could. */
    RuntimeException unreadable(DiskStore store) {
        Unreadable found = unreadable.getAndSet(null);
        if (found == null || found.store != store) {
            return null;
        }
        return found.why instanceof RuntimeException e ? e : new IllegalStateException(Reason.of(found.why), found.why);
    }
}

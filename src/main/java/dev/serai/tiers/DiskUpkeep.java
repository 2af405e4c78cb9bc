package dev.serai.tiers;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVStore;

/**
 * What keeps the file as small as it has to be: entries go that are past their time, were forgotten or have no room, and what
 * they took is used again. The file is more than its entries, by how much depends on them: where it comes near to its bound,
 * fewer of them may stay.
 */
final class DiskUpkeep {

    /** Between two rounds, where nothing is to be written. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private static final long COMMIT_NANOS = Duration.ofMillis(400).toNanos();
    private static final int AT_ONCE = 2000;
    private static final int FULL_ENOUGH = 70;
    private static final int REWRITTEN = 4 << 20;
    private static final int PERCENT = 100;

    /** So much smaller may entries be made on disk, for what they may take in all. */
    private static final int BEST_RATIO = 4;

    private final long most;

    /** From where on fewer entries may stay: to make room takes room itself, for a time. */
    private final long high;

    private final Marks marks;
    private final TierCounts counts;
    private final AtomicLong coming = new AtomicLong();
    private long allowed;
    private volatile long fileBytes;
    private volatile long used;
    private long committed;
    private Long sweepFrom;
    private long sweepUntil;
    private boolean sweeping;

    DiskUpkeep(long most, Marks marks, TierCounts counts) {
        this.most = most;
        this.marks = marks;
        this.counts = counts;
        this.high = most / 100 * 60;
        this.allowed = most;
    }

    long most() {
        return most;
    }

    long fileBytes() {
        return fileBytes;
    }

    /** Whether there is room for so many bytes more, which are then to come; none until something has gone. */
    boolean takes(long bytes) {
        return used + coming.addAndGet(bytes) < high / 8 * 9;
    }

    /** A round of it. */
    void of(DiskStore store) {
        store.expire(AT_ONCE);
        counts.evicted().add(store.evict(allowed, AT_ONCE));
        sweep(store);
        if (marks.isUnsaved()) {
            marks.save(store::saveMarks);
        }
        if (System.nanoTime() - committed > COMMIT_NANOS) {
            committed = System.nanoTime();
            if (store.file().hasUnsavedChanges()) {
                store.commit();
            }
            fit(store.file(), store.bytes());
        }
    }

    private void fit(MVStore file, long bytes) {
        coming.set(0);
        used = used(file);
        if (used > high / 2) {
            file.compact(FULL_ENOUGH, (int) Math.min(REWRITTEN, most / 16));
        }
        if (used > high) {
            allowed = Math.max(most / 8, Math.min(allowed, bytes) / 100 * 97);
        } else if (used < high / 4 * 3) {
            allowed = Math.min(most * BEST_RATIO, allowed + most / 100);
        }
        used = used(file);
        fileBytes = file.getFileStore().size();
    }

    /** What of the file cannot be written over. */
    private static long used(MVStore file) {
        return file.getFileStore().size() / PERCENT * file.getFileStore().getFillRate();
    }

    private void sweep(DiskStore store) {
        if (!sweeping && !marks.isEmpty()) {
            sweeping = true;
            sweepFrom = null;
            sweepUntil = marks.now();
        }
        if (sweeping) {
            sweepFrom = store.sweep(sweepFrom, AT_ONCE);
            if (sweepFrom == null) {
                sweeping = false;
                marks.swept(sweepUntil);
                marks.save(store::saveMarks);
            }
        }
    }

    /** The last one of a file. */
    void last(DiskStore store) {
        if (marks.isUnsaved()) {
            marks.save(store::saveMarks);
        }
        store.commit();
        store.file().close(0);
    }
}

package dev.serai.tiers;

import dev.serai.memory.Holding;
import dev.serai.time.Rounds;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries on the local disk, which a thread of its own writes: who asks only reads, and passes by where others wait for the
 * disk already. While the disk is full or fails it is away, and is opened again every few seconds.
 */
final class DiskTier implements Tier {

    private static final Logger LOG = LoggerFactory.getLogger(DiskTier.class);
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Entries that are written before there is upkeep. */
    private static final int BATCH = 1000;

    private final DiskFile file;
    private final DiskUpkeep upkeep;
    private final TierCounts counts;
    private final Marks marks = new Marks();
    private final SecondChances chances = new SecondChances();
    private final Clock clock;
    private final Waiting waiting;
    private final DiskReader reader;
    private final CountDownLatch tried = new CountDownLatch(1);
    private Rounds writer;
    private long nextTry;
    private volatile boolean closing;
    private volatile DiskStore store;
    private volatile String trouble = "it is not open yet";

    /**
     * Opens nothing yet.
     *
     * @param most bytes of the file
     * @param waitingBytes of entries that wait to be written
     */
    DiskTier(DiskFile file, long most, long waitingBytes, TierCounts counts, Clock clock) {
        this.file = file;
        this.upkeep = new DiskUpkeep(most, marks, counts);
        this.waiting = new Waiting(waitingBytes);
        this.counts = counts;
        this.reader = new DiskReader(counts, chances);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public void start() {
        nextTry = System.nanoTime();
        writer = Rounds.begin("cache-disk", LONGEST_ROUND, this::round);
        try {
            if (!tried.await(START.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("{} is not open yet: look-ups pass by until it is", file.path());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public TierEntry find(TierKey key) {
        DiskStore open = store;
        return open == null ? counts.passesBy() : reader.find(key, open);
    }

    @Override
    public void used(TierKey key) {
        chances.note(key.id());
    }

    @Override
    public void keep(TierKey key, long expires, int priority, long size, Supplier<byte[]> payload) {
        if (store == null
                || !upkeep.takes(size)
                || !waiting.offer(new Waiting.Write(key, marks.stamp(), expires, priority, size, payload))) {
            counts.dropped().increment();
        }
    }

    @Override
    public CompletableFuture<Void> forget(TierKey chosen) {
        return marks.forget(chosen);
    }

    private boolean round() {
        try {
            if (store == null) {
                opens();
                tried.countDown();
            }
            writes();
        } catch (RuntimeException | Error e) {
            fails(e);
            if (e instanceof Error) {
                throw e;
            }
        } finally {
            tried.countDown();
        }
        return !closing;
    }

    private void opens() {
        if (System.nanoTime() - nextTry < 0) {
            return;
        }
        nextTry = System.nanoTime() + AGAIN_NANOS;
        store = file.open(it -> new DiskStore(it, marks, chances, clock));
        if (trouble != null && tried.getCount() == 0) {
            LOG.info("{} takes answers again", file.path());
        }
        trouble = null;
    }

    /** What waits, and upkeep. */
    private void writes() {
        DiskStore open = store;
        Waiting.Write write = waiting.next(closing ? Duration.ZERO : DiskUpkeep.PAUSE);
        for (int i = 1; write != null; i++) {
            TierEntry entry = open == null ? null : write.entry();
            boolean kept = entry != null && open.put(entry);
            (kept ? counts.kept() : counts.dropped()).increment();
            write = i < BATCH || closing ? waiting.next(Duration.ZERO) : null;
        }
        if (open == null) {
            return;
        }
        RuntimeException unreadable = reader.unreadable(open);
        if (unreadable != null) {
            throw unreadable;
        }
        upkeep.of(open);
        if (closing) {
            store = null;
            upkeep.last(open);
        }
    }

    /** It is closed as it is: what was committed is there when it can be opened again. */
    private void fails(Throwable why) {
        DiskStore failed = store;
        store = null;
        if (failed != null) {
            failed.file().closeImmediately();
        }
        if (trouble == null || tried.getCount() > 0) {
            LOG.warn(
                    "{} takes no answers, memory serves on; it is tried again every few seconds: {}",
                    file.path(),
                    why.toString());
        }
        trouble = Reason.of(why);
        if (failed != null && DiskFile.isUnreadable(why)) {
            file.drop(why);
            nextTry = System.nanoTime();
        }
    }

    @Override
    public TierReading reading() {
        DiskStore open = store;
        return counts.reading(open == null ? -1 : open.entries(), upkeep.fileBytes(), upkeep.most(), trouble);
    }

    @Override
    public Holding waiting() {
        return waiting.holding("cache-disk-queue");
    }

    @Override
    public void close() {
        if (writer == null) {
            return;
        }
        closing = true;
        try {
            writer.thread().join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

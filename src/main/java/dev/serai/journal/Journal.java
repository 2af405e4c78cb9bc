package dev.serai.journal;

import dev.serai.time.Rounds;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on the local disk that takes usage records before the database does, so that no request waits for either.
 *
 * <p>Appending queues. One thread takes what was queued every 50 ms, or at once if somebody waits for a record, and writes
 * and forces it as one batch; only then can it be read. So a process that is killed loses what was appended in the last
 * 50 ms and while the disk was forced once, and a power cut takes back nothing that was read.
 *
 * <p>Records are numbered from 1 in the order in which they are written. They lie in segments, files of frames as
 * {@link Frame} describes them. Opening cuts off the half-written record that a crash may leave at the end; a record that
 * was damaged later is logged as an error and passed over.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final Duration INTERVAL = Duration.ofMillis(50);
    /** Records that may be on their way to the disk. */
    public static final int BOUND = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A disk may hang for a while: a new start would not help it. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Path folder;
    private final JournalFiles files;
    private final JournalQueue queue;
    private final JournalWriter writer;
    private final Thread thread;
    private final JournalReader reader;
    private final LongAdder dropped = new LongAdder();
    private final Holds holds = new Holds();

    /** A record that was written, with its number: 1 for the first, one more for each; what was damaged is missing. */
    public record Entry(long sequence, byte[] record) {}

    /**
     * Opens the journal in that folder, or creates it.
     *
     * @throws IllegalStateException if another journal, in whatever process, has it open, or if its id is missing
     * @throws UncheckedIOException if it cannot be read or written
     */
    public Journal(Path folder) {
        this(folder, SEGMENT_BYTES, INTERVAL, BOUND, SegmentFile::open);
    }

    /**
     * See {@link #Journal(Path)}.
     *
     * @param segmentBytes after how many a new file is begun
     * @param interval between two looks at the queue
     * @param bound how many records may wait to be written
     */
    public Journal(Path folder, long segmentBytes, Duration interval, int bound, SegmentFile.Disk disk) {
        this.folder = folder;
        queue = new JournalQueue(bound);
        try {
            files = new JournalFiles(folder);
            writer = start(disk, segmentBytes, interval);
        } catch (IOException e) {
            throw failed("opened", e);
        }
        reader = new JournalReader(files);
        thread = Rounds.begin("usage-journal", LONGEST, writer).thread();
    }

    private JournalWriter start(SegmentFile.Disk disk, long segmentBytes, Duration interval) throws IOException {
        JournalWriter started = null;
        try {
            started = new JournalWriter(files, queue, disk, segmentBytes, interval.toNanos());
            return started;
        } finally {
            if (started == null) {
                files.close();
            }
        }
    }

    private UncheckedIOException failed(String what, IOException e) {
        return new UncheckedIOException("The usage journal " + folder + " cannot be " + what + ": " + Reason.of(e), e);
    }

    /** Which journal this is: sequences are comparable within one only. Stays the same when it is opened again. */
    public UUID id() {
        return files.id();
    }

    /**
     * Queues a record; never waits. It is dropped, and counted, if too many wait to be written, if it has more than a
     * mebibyte, or if the journal is closed.
     *
     * @param record not to be changed any more
     */
    public void append(byte[] record) {
        if (!offer(record, null)) {
            dropped.increment();
        }
    }

    /**
     * Queues a record and says when it is on disk, which is tried at once. If it fails, or the record cannot be taken, the
     * future fails with an {@link IOException} and the record is not in the journal; unless the process dies just then.
     *
     * @param record not to be changed any more
     * @return completed by the thread that writes: nothing slow may be chained to it
     */
    public CompletableFuture<Void> appendDurably(byte[] record) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        if (!offer(record, written)) {
            written.completeExceptionally(
                    new IOException("The usage journal " + folder + " takes no record: it is full or closed"));
        }
        return written;
    }

    private boolean offer(byte[] record, CompletableFuture<Void> written) {
        return Frame.size(record) <= JournalWriter.BATCH && queue.offer(new JournalQueue.Pending(record, written));
    }

    /**
     * The next records that were written, in order; none if there are none, or if the journal is closed. Meant for one
     * reader that passes on the sequence it has read: any other one costs a search.
     *
     * @param after the sequence before the first one wanted; 0 for all
     * @param max how many at most
     * @throws UncheckedIOException if the disk fails; it may be tried again
     */
    public List<Entry> read(long after, int max) {
        try {
            return reader.read(after, max, writer.tail());
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** The sequence of the last record that was written; 0 if there was none ever. */
    public long last() {
        return writer.tail().last();
    }

    /**
     * Begins to follow it: whoever does has its own place, behind which {@link #release} keeps what it has not read.
     *
     * @param after the sequence before the first record wanted
     */
    public Follower follow(long after) {
        return new Follower(files, writer::tail, holds, after);
    }

    /** Sets how many bytes are kept for those who follow, beyond what the journal is for: none, unless this says so. */
    public void keepForFollowers(long bytes) {
        holds.bound(bytes);
    }

    /**
     * Forgets what is no longer needed: deletes each segment all of whose records have at most that sequence, but never the
     * newest one, nor what others still read.
     *
     * @throws UncheckedIOException if one cannot be deleted; it may be tried again
     */
    public void release(long upTo) {
        try {
            files.release(upTo, holds);
        } catch (IOException e) {
            throw failed("cleared", e);
        }
    }

    /** Why the last attempt to write failed, since when records wait; empty if it did not. */
    public Optional<String> trouble() {
        return Optional.ofNullable(writer.trouble());
    }

    /** How many records are on their way to the disk. */
    public int unwritten() {
        return queue.unsettled();
    }

    /** How many records were appended in vain since this was opened. */
    public long dropped() {
        return dropped.sum();
    }

    /** Takes no more records, writes and forces those that wait, and lets others open the folder. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = Thread.interrupted(); // which is no reason to leave without the records
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        reader.close();
        if (thread.isAlive()) {
            LOG.error("The usage journal {} is still being written: its folder stays locked", folder);
        } else {
            files.close();
        }
    }
}

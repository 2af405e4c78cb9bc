package dev.serai.journal;

import dev.serai.journal.JournalQueue.Pending;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what was queued and writes it, batch by batch. A batch is written and forced before anybody sees a record of it;
 * one that fails is kept and tried again after the interval, except for the records that somebody waits for: those are
 * refused.
 */
final class JournalWriter implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    /** The most bytes that are written at once, and so the most that a record may have. */
    static final int BATCH = 1 << 20;

    private final JournalFiles files;
    private final JournalQueue queue;
    private final SegmentFile.Disk disk;
    private final long segmentBytes;
    private final long intervalNanos;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH);
    private final List<Pending> batch = new ArrayList<>();
    private boolean moreWaits;
    private boolean appended;
    private Segment segment;
    private volatile Tail tail;
    private volatile String trouble;

    /**
     * How far the journal reaches.
     *
     * @param segment the first sequence of the newest segment
     * @param length of that segment
     * @param last the sequence of the last record
     */
    record Tail(long segment, long length, long last) {

        private static Tail of(Segment segment) {
            return new Tail(segment.first(), segment.length(), segment.last());
        }
    }

    /** Opens the newest segment. */
    JournalWriter(JournalFiles files, JournalQueue queue, SegmentFile.Disk disk, long segmentBytes, long intervalNanos)
            throws IOException {
        this.files = files;
        this.queue = queue;
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.intervalNanos = intervalNanos;
        long newest = files.segments().last();
        this.segment = Segment.open(disk, files.path(newest), newest);
        this.tail = Tail.of(segment);
    }

    Tail tail() {
        return tail;
    }

    /** Why the last attempt to write failed; null if it did not. */
    String trouble() {
        return trouble;
    }

    /** Writes what has come; when the queue is closed, what is left in it, if that can be written, and then no more. */
    @Override
    public boolean getAsBoolean() {
        if (!queue.closed()) {
            if (!moreWaits) {
                queue.pause(intervalNanos, trouble == null);
            }
            flush();
            return true;
        }
        do {
            flush();
        } while (trouble == null && queue.unsettled() > 0);
        giveUp();
        return false;
    }

    private void flush() {
        try {
            boolean again = !batch.isEmpty();
            collect();
            moreWaits |= again;
            if (!batch.isEmpty()) {
                write();
            }
        } catch (IOException | RuntimeException | Error e) { // whatever it is: without this thread nothing is written
            failed(e);
        }
    }

    /** Takes as many records as fit into the segment and one write; a batch that failed stays as it is. */
    private void collect() throws IOException {
        moreWaits = false;
        Pending next = batch.isEmpty() ? queue.peek() : null;
        if (next == null) {
            return;
        }
        roll(Frame.size(next.bytes()));
        long room = Math.min(BATCH, segmentBytes - segment.length());
        while (next != null && (batch.isEmpty() || Frame.size(next.bytes()) <= room)) {
            batch.add(next);
            queue.poll();
            room -= Frame.size(next.bytes());
            next = queue.peek();
        }
        moreWaits = next != null;
    }

    /** Begins a new segment if the record does not fit into this one. */
    private void roll(int size) throws IOException {
        boolean full = segment.length() > 0 && segment.length() + size > segmentBytes;
        if (full || segment.closed()) {
            long first = segment.last() + 1;
            segment.close();
            files.add(first);
            segment = Segment.open(disk, files.path(first), first);
        }
    }

    private void write() throws IOException {
        if (!appended) { // else an error came between the disk and those who wait: no record may be there twice
            append();
        }
        tail = Tail.of(segment);
        if (trouble != null) {
            LOG.info("The usage journal is written again");
            trouble = null;
        }
        queue.settled(batch.size());
        for (Pending record : batch) {
            record.done();
        }
        batch.clear();
        appended = false;
    }

    private void append() throws IOException {
        buffer.clear();
        long sequence = segment.last();
        for (Pending record : batch) {
            sequence++;
            Frame.put(buffer, sequence, record.bytes());
        }
        segment.append(buffer.flip(), batch.size());
        appended = true;
    }

    private void failed(Throwable e) {
        Survival.saw(e);
        if (trouble == null) {
            LOG.error("The usage journal cannot be written, which is tried again and again", e);
        }
        trouble = Reason.of(e);
        IOException refusal = new IOException("The usage journal cannot be written: " + trouble, e);
        queue.refuseAwaited(appended ? new ArrayList<>() : batch, refusal);
        moreWaits = false;
    }

    private void giveUp() {
        int lost = batch.size();
        queue.settled(lost);
        while (queue.unsettled() > 0) { // until those that were just being offered have come too
            Pending record = queue.poll();
            if (record != null) {
                record.refuse(new IOException("The usage journal was closed"));
                queue.settled(1);
                lost++;
            }
        }
        if (lost > 0) {
            LOG.error("The usage journal was closed and could not be written: {} records are lost", lost);
        }
        try {
            segment.close();
        } catch (IOException e) {
            LOG.error("The usage journal could not be closed", e);
        }
    }
}

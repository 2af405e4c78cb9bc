package dev.serai.journal;

import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * One more who reads the journal, beside the one that the records are for: at its own pace, from a place of its own. What it
 * has not read is kept for it, as far as the journal keeps anything for others than its owner.
 */
public final class Follower implements AutoCloseable {

    private final Supplier<JournalWriter.Tail> tail;
    private final JournalReader reader;
    private final Holds holds;
    private volatile long position;

    Follower(JournalFiles files, Supplier<JournalWriter.Tail> tail, Holds holds, long position) {
        this.tail = tail;
        this.reader = new JournalReader(files);
        this.holds = holds;
        this.position = position;
        holds.add(this);
    }

    /** The sequence of the last record that is not needed any more. */
    public long position() {
        return position;
    }

    /** Says that no record up to that sequence is needed any more. */
    public void moveTo(long sequence) {
        position = sequence;
    }

    /**
     * The next records after its position, in order; fewer may have a greater sequence than one expects: what is between was
     * damaged, or could not be kept.
     *
     * @param max how many at most
     * @throws UncheckedIOException if the disk fails; it may be tried again
     */
    public List<Journal.Entry> next(int max) {
        try {
            return reader.read(position, max, tail.get());
        } catch (IOException e) {
            throw new UncheckedIOException("The usage journal cannot be read: " + Reason.of(e), e);
        }
    }

    /** How many records wait for it, those included that could not be kept. */
    public long waiting() {
        return Math.max(0, tail.get().last() - position);
    }

    /** Needs no more. */
    @Override
    public void close() {
        holds.remove(this);
        reader.close();
    }
}

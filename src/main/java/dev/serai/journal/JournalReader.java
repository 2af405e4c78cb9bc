package dev.serai.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the journal's end: keeps its place, and looks for another one only if it is asked for what it has passed. */
final class JournalReader implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final JournalFiles files;
    private final ReentrantLock lock = new ReentrantLock(); // virtual threads may wait for it
    private SegmentReader segment;
    private boolean closed;

    JournalReader(JournalFiles files) {
        this.files = files;
    }

    /**
     * The entries with a greater sequence; none once it is closed.
     *
     * @param tail how far to read
     * @throws IOException if the disk fails; the next call begins with a search
     */
    List<Journal.Entry> read(long after, int max, JournalWriter.Tail tail) throws IOException {
        boolean done = false;
        lock.lock();
        try {
            List<Journal.Entry> entries = closed || after >= tail.last() ? List.of() : follow(after, max, tail);
            done = true;
            return entries;
        } finally {
            if (!done) {
                leave(); // who knows where the place is now, and an interrupt closes the file
            }
            lock.unlock();
        }
    }

    private List<Journal.Entry> follow(long after, int max, JournalWriter.Tail tail) throws IOException {
        List<Journal.Entry> entries = new ArrayList<>();
        seek(after);
        do {
            long limit = limit(tail);
            segment.skipTo(after, limit);
            Journal.Entry next = null;
            while (entries.size() < max && (next = segment.next(limit)) != null) {
                entries.add(next);
            }
        } while (entries.size() < max && advance(tail));
        return entries;
    }

    /** How far the segment is read: a file that somebody has cut short ends where it ends. */
    private long limit(JournalWriter.Tail tail) throws IOException {
        return segment.first() == tail.segment() ? Math.min(tail.length(), segment.size()) : segment.size();
    }

    /** Goes to the segment that has the next entry, unless it is ahead. */
    private void seek(long after) throws IOException {
        Long first = files.segments().floor(after + 1);
        if (first == null) {
            first = files.segments().first(); // what came before was released
        }
        if (segment == null || after < segment.sequence() || segment.first() < first) {
            open(first);
        }
    }

    /** Goes to the next segment, if there is one that is written. */
    private boolean advance(JournalWriter.Tail tail) throws IOException {
        segment.skipRest(limit(tail));
        Long next = files.segments().higher(segment.first());
        if (next == null || next > tail.segment()) {
            return false;
        }
        open(next);
        return true;
    }

    private void open(long first) throws IOException {
        leave();
        try {
            segment = new SegmentReader(files.path(first), first);
        } catch (NoSuchFileException e) {
            Long next = files.segments().higher(first);
            if (next == null) {
                throw e;
            }
            LOG.error("{} is gone: the records from {} to {} are lost", files.path(first), first, next - 1);
            files.segments().remove(first);
            open(next);
        }
    }

    private void leave() {
        try {
            if (segment != null) {
                segment.close();
            }
        } catch (IOException e) {
            LOG.debug("A segment that was read could not be closed", e);
        } finally {
            segment = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            leave();
        } finally {
            lock.unlock();
        }
    }
}

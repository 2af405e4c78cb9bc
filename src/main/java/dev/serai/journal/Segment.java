package dev.serai.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment that is written. What is appended is on disk as a whole or not part of it: after a failure the file is
 * opened anew and cut to its last good length before anything else is written. That also holds for a failed force, after
 * which Linux no longer knows what it has not written: forcing again would only seem to work.
 */
final class Segment implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

    private final SegmentFile.Disk disk;
    private final Path path;
    private final long first;
    private long length;
    private long last;
    private SegmentFile file;
    private boolean closed;

    private Segment(SegmentFile.Disk disk, Path path, long first, long length, long last) {
        this.disk = disk;
        this.path = path;
        this.first = first;
        this.length = length;
        this.last = last;
    }

    /**
     * Opens an existing file, and cuts off what a crash left half-written at its end.
     *
     * @param first the sequence that its first record has or will have
     */
    static Segment open(SegmentFile.Disk disk, Path path, long first) throws IOException {
        try (SegmentReader reader = new SegmentReader(path, first)) {
            long size = reader.size();
            reader.skipTo(Long.MAX_VALUE, size);
            long length = reader.position();
            if (length < size) {
                LOG.warn("{}: cut off {} bytes of a record that was not written to its end", path, size - length);
            }
            Segment segment = new Segment(disk, path, first, length, reader.sequence());
            segment.repair();
            return segment;
        }
    }

    /**
     * Writes and forces whole frames.
     *
     * @param records how many there are; they continue the sequence
     * @throws IOException if none of them is part of the segment
     */
    void append(ByteBuffer frames, int records) throws IOException {
        int bytes = frames.remaining();
        repair();
        boolean done = false;
        try {
            file.write(frames, length);
            file.force();
            done = true;
        } finally {
            if (!done) {
                abandon();
            }
        }
        length += bytes;
        last += records;
    }

    /** Makes the file end where the segment ends. */
    private void repair() throws IOException {
        if (file == null) {
            SegmentFile opened = disk.open(path);
            try {
                opened.truncate(length);
                file = opened;
            } finally {
                if (file == null) {
                    opened.close();
                }
            }
        }
    }

    private void abandon() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("{} could not even be closed", path, e); // why it could not be written is what matters
        } finally {
            file = null;
        }
    }

    long first() {
        return first;
    }

    long length() {
        return length;
    }

    /** The sequence of its last record; the one before its first while it is empty. */
    long last() {
        return last;
    }

    /** Whether nothing may be appended any more: the next segment may be on disk already, and its name counts. */
    boolean closed() {
        return closed;
    }

    /** Closes the file, which then ends where the segment ends. */
    @Override
    public void close() throws IOException {
        repair();
        file.close();
        file = null;
        closed = true;
    }
}

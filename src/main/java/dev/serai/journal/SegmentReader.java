package dev.serai.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the frames of one segment in order, and never past the limit that it is told: beyond it may be what is just being
 * written. Where bytes are damaged it looks for the next place at which a frame begins: one that is intact and whose
 * sequence fits. It logs as an error what it had to skip.
 */
final class SegmentReader implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);
    private static final int CHUNK = 64 << 10;

    private final Path path;
    private final long first;
    private final FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);
    private long bufferStart;
    private long position;
    private long sequence;
    private long damaged;

    /** Begins at the file's start. */
    SegmentReader(Path path, long first) throws IOException {
        this.path = path;
        this.first = first;
        this.sequence = first - 1;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    /**
     * The next entry, or null if there is none before the limit; then {@link #position} stays after the last one.
     *
     * @param limit a place in the file at which a frame ends
     */
    Journal.Entry next(long limit) throws IOException {
        return find(limit) ? new Journal.Entry(sequence, Frame.record(buffer, take())) : null;
    }

    /** Passes over all entries up to that sequence. */
    void skipTo(long upTo, long limit) throws IOException {
        while (sequence < upTo && find(limit)) {
            take();
        }
    }

    /** Gives up what is left before the limit, if anything is: it must be damaged. */
    void skipRest(long limit) {
        if (position < limit) {
            LOG.error("{}: {} bytes are damaged, the records after {} are lost", path, limit - position, sequence);
            damaged += limit - position;
            position = limit;
        }
    }

    /** Moves to the next frame, if there is one. */
    private boolean find(long limit) throws IOException {
        for (long at = position; at + Frame.HEADER <= limit; at++) {
            if (framed(at, limit)) {
                long found = Frame.sequence(buffer, (int) (at - bufferStart));
                if (at > position) {
                    LOG.error(
                            "{}: {} bytes are damaged, the records between {} and {} are lost",
                            path,
                            at - position,
                            sequence,
                            found);
                }
                position = at;
                sequence = found;
                return true;
            }
        }
        return false;
    }

    private boolean framed(long at, long limit) throws IOException {
        int start = load(at, Frame.HEADER, limit);
        int length = Frame.length(buffer, start);
        long fewest = Frame.sequence(buffer, start) - sequence;
        // bytes that were skipped held so many records at most
        long most = 1 + (damaged + at - position) / Frame.HEADER;
        if (length < 0 || length > limit - at - Frame.HEADER || fewest < 1 || fewest > most) {
            return false;
        }
        start = load(at, Frame.HEADER + length, limit);
        return Frame.intact(buffer, start);
    }

    /** Moves past the frame that was found, and gives its place in the buffer. */
    private int take() {
        int start = (int) (position - bufferStart);
        position += Frame.HEADER + Frame.length(buffer, start);
        damaged = 0;
        return start;
    }

    /** Has those bytes of the file in the buffer, and gives their place there. */
    private int load(long at, int bytes, long limit) throws IOException {
        if (at < bufferStart || at + bytes > bufferStart + buffer.limit()) {
            if (bytes > buffer.capacity()) {
                buffer = ByteBuffer.allocate(bytes);
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), limit - at));
            bufferStart = at;
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    throw new EOFException(path + " is shorter than it was");
                }
            }
        }
        return (int) (at - bufferStart);
    }

    long first() {
        return first;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Where the next frame is looked for. */
    long position() {
        return position;
    }

    /** The sequence of the last entry that was read or passed over. */
    long sequence() {
        return sequence;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package dev.serai.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is done to the file of the segment that is written: little, so that tests can stand in for a disk that fails. */
public interface SegmentFile extends Closeable {

    /** How such a file is opened. */
    @FunctionalInterface
    interface Disk {
        SegmentFile open(Path file) throws IOException;
    }

    /** Writes all that remains in the buffer, from that place in the file on. */
    void write(ByteBuffer bytes, long position) throws IOException;

    void truncate(long length) throws IOException;

    /** Returns when what was written survives a power cut. */
    void force() throws IOException;

    /** A file that exists, on a real disk. */
    static SegmentFile open(Path file) throws IOException {
        return new OnDisk(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /** See {@link #open}. */
    record OnDisk(FileChannel channel) implements SegmentFile {

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long next = position;
            while (bytes.hasRemaining()) {
                next += channel.write(bytes, next);
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

package dev.serai.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that does what a test wants to be done badly, and all else on the real one. */
public final class FailingDisk implements SegmentFile.Disk {

    /** What fails. */
    public enum Failure {
        NOTHING,
        OPEN,
        /** After half of the bytes were written. */
        WRITE,
        /** After all of them were. */
        FORCE
    }

    private volatile Failure failure = Failure.NOTHING;
    private volatile Runnable beforeForce = () -> {};

    public FailingDisk fail(Failure what) {
        failure = what;
        return this;
    }

    FailingDisk beforeForce(Runnable action) {
        beforeForce = action;
        return this;
    }

    private void check(Failure what) throws IOException {
        if (failure == what) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public SegmentFile open(Path file) throws IOException {
        check(Failure.OPEN);
        return new OpenFile(SegmentFile.open(file));
    }

    private final class OpenFile implements SegmentFile {

        private final SegmentFile file;

        private OpenFile(SegmentFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            if (failure == Failure.WRITE) {
                file.write(bytes.slice(0, bytes.remaining() / 2), position);
            }
            check(Failure.WRITE);
            file.write(bytes, position);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void force() throws IOException {
            beforeForce.run();
            check(Failure.FORCE);
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

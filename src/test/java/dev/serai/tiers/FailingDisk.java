package dev.serai.tiers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files that H2 cannot write while a test says so, as on a disk that is full, or whose pages it cannot take. */
public final class FailingDisk extends FilePathWrapper {

    /** What is put before the name of such a file. */
    static final String SCHEME = "failing";

    /** Whether writes fail. */
    static volatile boolean full;

    /** Whether reading ends with an error, as in pages that lead to each other. */
    static volatile boolean circles;

    static void register() {
        FilePath.register(new FailingDisk());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBaseDefault {

        private final FileChannel file;

        private Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) throws IOException {
            if (circles) {
                throw new StackOverflowError();
            }
            return file.read(into, at);
        }

        @Override
        public synchronized int write(ByteBuffer bytes, long at) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            return file.write(bytes, at);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}

package dev.serai.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Counts what would be written. */
final class CountingStream extends OutputStream {

    private long count;

    /** Writes something. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private CountingStream() {}

    /** How many bytes something writes. */
    static long of(Writing writing) {
        CountingStream counter = new CountingStream();
        try {
            writing.to(counter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counter.count;
    }

    @Override
    public void write(int b) {
        count++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
        count += len;
    }
}

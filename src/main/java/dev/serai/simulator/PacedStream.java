package dev.serai.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads parts as they become due, like a socket: a read waits for the first byte and gives what is there. Due times
 * add up, so that a pace holds however long the waits overshoot. Closing it from another thread ends a read that waits.
 */
final class PacedStream extends InputStream {

    private final Iterator<BodyPart> parts;
    private final CountDownLatch closed = new CountDownLatch(1);
    private byte[] bytes = new byte[0];
    private int position;
    private long due;
    private boolean started;
    private boolean reset;

    PacedStream(Iterator<BodyPart> parts) {
        this.parts = parts;
    }

    @Override
    public int read() throws IOException {
        return await() ? Byte.toUnsignedInt(bytes[position++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!await()) {
            return -1;
        }
        int read = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, read);
        position += read;
        return read;
    }

    @Override
    public int available() {
        return bytes.length - position;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Waits until there is a byte; false at the end. */
    private boolean await() throws IOException {
        failIfClosed(closed.getCount() == 0);
        while (!reset && position == bytes.length) {
            if (!parts.hasNext()) {
                return false;
            }
            BodyPart part = parts.next();
            pause(part.pause().toNanos());
            reset = part.bytes() == null;
            bytes = reset ? bytes : part.bytes();
            position = reset ? position : 0;
        }
        if (reset) {
            throw new SocketException("Connection reset");
        }
        return true;
    }

    private void pause(long nanos) throws IOException {
        long now = System.nanoTime();
        due = (started ? due : now) + nanos;
        started = true;
        if (nanos == 0) {
            return;
        }
        try {
            failIfClosed(closed.await(due - now, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static void failIfClosed(boolean isClosed) throws IOException {
        if (isClosed) {
            throw new IOException("Stream closed");
        }
    }
}

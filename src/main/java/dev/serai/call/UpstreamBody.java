package dev.serai.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A provider's response body. Read to its end, its connection can be used again; closed before, the connection is
 * dropped, so that the provider stops generating at once instead of being read to the end.
 */
public final class UpstreamBody extends FilterInputStream {

    /** A longer length may be a lie. */
    private static final long BELIEVABLE = 256 * 1024;

    private final Runnable abort;
    private final long length;
    private volatile long read;
    private volatile boolean ended;
    private volatile long lastNanos;
    private boolean paced;
    private volatile boolean awaited;

    /**
     * Wraps a body.
     *
     * @param length bytes to come, -1 if unknown: a body with a length has ended when that many were read, whether or
     *     not anyone asks for the end
     * @param abort drops the connection; may be called from any thread
     */
    public UpstreamBody(InputStream in, long length, Runnable abort) {
        super(in);
        this.length = length;
        this.abort = abort;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (paced) {
            return readAtPace(buffer, offset, wanted);
        }
        int n = super.read(buffer, offset, wanted);
        count(n);
        return n;
    }

    /** Between two reads the client is waited for, which is not the provider's silence. */
    private int readAtPace(byte[] buffer, int offset, int wanted) throws IOException {
        lastNanos = System.nanoTime();
        awaited = true;
        try {
            int n = super.read(buffer, offset, wanted);
            count(n);
            return n;
        } finally {
            awaited = false;
        }
    }

    /** Says that it is read at the pace of the client; before anybody reads it. */
    public UpstreamBody atPace() {
        paced = true;
        return this;
    }

    /** For how long it has been waited for in vain. */
    long silentNanos(long nowNanos) {
        return paced && !awaited ? 0 : nowNanos - lastNanos;
    }

    /** How many bytes of it are known of: what was read, or its length where that is believable. */
    long observed() {
        return Math.max(read, length <= BELIEVABLE ? length : 0);
    }

    /** When something of it was last read, by {@link System#nanoTime}; 0 if nothing was. */
    long lastNanos() {
        return lastNanos;
    }

    private void count(int n) {
        lastNanos = System.nanoTime();
        long before = read; // one thread reads at a time
        read = before + Math.max(0, n);
        if (n < 0 || read == length) {
            ended = true;
        }
    }

    /** Bytes that it was announced to have, -1 if that is not known. */
    public long length() {
        return length;
    }

    /** Drops the connection if the body has not ended; a read under way in another thread fails. */
    public void abort() {
        if (!ended) {
            ended = true;
            abort.run();
        }
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            super.close();
        } else {
            abort();
        }
    }
}

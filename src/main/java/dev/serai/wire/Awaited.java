package dev.serai.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An upstream that knows for how long it is waited for. Comments count: with those a provider says that it is still at
 * work.
 */
final class Awaited extends FilterInputStream {

    private volatile long sinceNanos;
    private volatile boolean waiting;

    Awaited(InputStream upstream) {
        super(upstream);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        sinceNanos = System.nanoTime();
        waiting = true;
        try {
            return super.read(buffer, offset, length);
        } finally {
            waiting = false;
        }
    }

    /** For how long the read that is under way has waited; 0 if there is none. */
    long awaitedNanos(long nowNanos) {
        return waiting ? nowNanos - sinceNanos : 0;
    }
}

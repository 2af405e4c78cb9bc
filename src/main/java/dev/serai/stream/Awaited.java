package dev.serai.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An upstream that knows for how long it has been waited for since it was last {@link #heard}. */
final class Awaited extends FilterInputStream {

    private volatile long sinceNanos;
    private volatile long beforeNanos;
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
            long before = beforeNanos; // one thread reads at a time
            beforeNanos = before + System.nanoTime() - sinceNanos;
        }
    }

    /** Something came that was waited for: comments and empty events are not. */
    void heard() {
        beforeNanos = 0;
    }

    /** For how long reads have waited since; time between reads, which the client takes, does not count. */
    long awaitedNanos(long nowNanos) {
        return beforeNanos + (waiting ? nowNanos - sinceNanos : 0);
    }

    /** After the last event only the end of the transfer is left; read, it frees the connection for others. */
    void readEnd(Runnable abort) {
        try {
            if (read(new byte[512]) >= 0) {
                abort.run();
            }
        } catch (IOException e) {
            abort.run();
        }
    }
}

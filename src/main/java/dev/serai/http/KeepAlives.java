package dev.serai.http;

import dev.serai.time.Survival;
import dev.serai.time.Watchdog;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends SSE comments, or a format's own sign of life, while a provider is silent, so that proxies keep the connection, and a client that vanished without
 * closing its own is noticed: its upstream call is then aborted.
 */
public final class KeepAlives {

    /**
     * Without an empty line of its own: some clients take each empty line for the end of an event, which then has no data.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">comments</a>
     */
    private static final byte[] COMMENT = ": keep-alive\n".getBytes(StandardCharsets.US_ASCII);

    private final Watchdog watchdog;
    private final Executor writers;
    private final long intervalNanos;

    /**
     * Sets when and by whom comments are written.
     *
     * @param writers runs a write that may block on a slow client
     * @param intervalMillis silence after which a comment is sent; 0 for none
     */
    public KeepAlives(Watchdog watchdog, Executor writers, long intervalMillis) {
        this.watchdog = watchdog;
        this.writers = writers;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    }

    /**
     * Watches a stream.
     *
     * @param writing held while something is written
     * @param ping the event to be sent instead of comments; empty for comments, null where nothing may be said
     */
    Watch watch(OutputStream client, Closeable upstream, ReentrantLock writing, byte[] ping) {
        Watch watch = new Watch(client, upstream, writing, ping == null || ping.length > 0 ? ping : COMMENT);
        if (intervalNanos > 0 && ping != null) {
            watchdog.watch(watch);
        }
        return watch;
    }

    /** One client's stream: whole events and comments never mix. */
    final class Watch implements Watchdog.Watched, Closeable {

        private final OutputStream client;
        private final Closeable upstream;
        private final ReentrantLock writing;
        private final byte[] sign;
        private volatile long lastWriteNanos = System.nanoTime();
        private boolean amidEvent;
        private boolean closed;

        private Watch(OutputStream client, Closeable upstream, ReentrantLock writing, byte[] sign) {
            this.sign = sign;
            this.client = client;
            this.upstream = upstream;
            this.writing = writing;
        }

        /**
         * Sends bytes of the stream.
         *
         * @param more whether the rest of an event is still to come, which no comment may interrupt
         */
        void write(byte[] buffer, int length, boolean more) throws IOException {
            writing.lock();
            try {
                amidEvent = more;
                client.write(buffer, 0, length);
                client.flush();
                lastWriteNanos = System.nanoTime();
            } finally {
                writing.unlock();
            }
        }

        @Override
        public void check(long nowNanos) {
            if (nowNanos - lastWriteNanos > intervalNanos) {
                lastWriteNanos = nowNanos;
                try {
                    writers.execute(this::comment);
                } catch (RejectedExecutionException | OutOfMemoryError e) {
                    lastWriteNanos = nowNanos - intervalNanos; // no thread is free: the next look tries again
                }
            }
        }

        private void comment() {
            if (!writing.tryLock()) {
                // an event is being written, or the client looked at: the watchdog's next look tries again
                lastWriteNanos = System.nanoTime() - intervalNanos;
                return;
            }
            try {
                if (!closed && !amidEvent) {
                    client.write(sign);
                    client.flush();
                }
            } catch (IOException gone) {
                abandon();
            } catch (RuntimeException | Error e) {
                Survival.note("A stream's comment", e);
            } finally {
                writing.unlock();
            }
        }

        private void abandon() {
            closed = true;
            try {
                upstream.close();
            } catch (IOException e) {
                lastWriteNanos = System.nanoTime(); // the upstream is gone as well: nothing is left to do
            }
        }

        @Override
        public void close() {
            watchdog.release(this);
            writing.lock();
            try {
                closed = true;
            } finally {
                writing.unlock();
            }
        }
    }
}

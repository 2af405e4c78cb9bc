package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The body of a connection's request as it comes: one that pauses for too long, or trickles, is refused by 408. It is empty
 * until it was decided that it is read: nobody waits for what a stranger sends.
 */
final class RequestBody implements InputBuffer {

    /** What a body is believed to send at once when it begins, so that the newest is not the slowest. */
    private static final double HEAD_START_BYTES = 64 << 10;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private final InputBuffer buffer;
    private final Uploads uploads;
    private final Places places;
    private final Pace pace;
    private volatile long beganNanos;
    private volatile long bytes;
    private boolean read;
    private boolean placed;
    private boolean waiting;
    private boolean givenUp;

    RequestBody(Connection connection, InputBuffer buffer, Clients clients, Uploads uploads, Places places) {
        this.connection = connection;
        this.buffer = buffer;
        this.uploads = uploads;
        this.places = places;
        this.pace = new Pace(clients.bodyTimeout(), clients);
    }

    /** Belongs to the connection's next request from now on. */
    void next() {
        read = false;
        placed = false;
        beganNanos = 0;
        bytes = 0;
        givenUp = false;
        pace.reset();
    }

    /** It is known who sends it, or need not be. */
    void read() {
        read = true;
    }

    /** Its request was answered. */
    void ends() {
        if (placed) {
            placed = false;
            places.giveBack();
        }
    }

    @Override
    public int available() {
        return buffer.available();
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (!read) {
            return -1;
        }
        if (!placed) {
            places.take();
            placed = true;
        }
        return buffer.available() > 0 || connection.bodyWasRead() ? count(buffer.doRead(handler)) : await(handler);
    }

    private int await(ApplicationBufferHandler handler) throws IOException {
        long began = System.nanoTime();
        beganNanos = beganNanos == 0 ? began : beganNanos;
        if (waits(true)) {
            throw tooSlow();
        }
        uploads.begin(this);
        int n;
        try {
            n = buffer.doRead(handler);
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (IOException e) {
            if (waits(false)) {
                throw tooSlow();
            }
            throw e;
        } finally {
            uploads.end(this);
        }
        pace.add(Math.max(0, n), System.nanoTime() - began);
        if (waits(false) || pace.isTooSlow()) {
            throw tooSlow();
        }
        return count(n);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it, others read
    private int count(int n) {
        bytes += Math.max(0, n);
        return n;
    }

    /** Whether it was given up so far. */
    private synchronized boolean waits(boolean now) {
        waiting = now;
        return givenUp;
    }

    /** Bytes a nanosecond so far. */
    double rate(long nowNanos) {
        return (HEAD_START_BYTES + bytes) / (SECOND + nowNanos - beganNanos);
    }

    /** Ends the wait for it, from any thread. */
    synchronized void giveUp() {
        if (waiting) {
            givenUp = true;
            connection.endInput();
        }
    }

    /** Waits for nothing more of it, from any thread. */
    synchronized void stop() {
        givenUp = true;
        giveUp();
    }

    private static ApiException tooSlow() {
        return new ApiException(
                408,
                "timeout_error",
                "request_timeout",
                null,
                "The request's body did not come in time: it paused for too long, or was too slow on average");
    }
}

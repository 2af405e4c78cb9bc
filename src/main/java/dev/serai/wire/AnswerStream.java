package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A provider's stream as the client gets it, made while it is read: each read waits for an upstream event, translates
 * it and returns whole events, never a part of one that is still to come. Nothing accumulates. However the upstream
 * fails, the client reads an error event and then the end.
 */
public final class AnswerStream extends InputStream {

    private final Awaited upstream;
    private final SseParser events;
    private final StreamTranslation translation;
    private final Runnable abort;
    private final AtomicReference<JsonNode> ending = new AtomicReference<>();
    private CompletableFuture<Void> first;
    private Runnable onClose = () -> {};
    private Runnable beforeEnd = () -> {};
    private volatile long firstOutputNanos;
    private byte[] pending = new byte[0];
    private int position;
    private volatile boolean complete;
    private volatile boolean closed;

    /**
     * Begins to translate.
     *
     * @param abort drops the upstream connection; may be called from any thread
     */
    public AnswerStream(InputStream upstream, StreamTranslation translation, Runnable abort) {
        this.upstream = new Awaited(upstream);
        this.events = new SseParser(this.upstream);
        this.translation = translation;
        this.abort = abort;
    }

    /**
     * Waits for the first event, so that a stream which fails at once can still be answered by another target. A model
     * that thinks for longer than the patience lasts is waited for by the reader, who can tell the client meanwhile
     * that all is well.
     *
     * @param others runs the wait where it may take long
     * @return the error object if the stream is an error from its beginning, else null
     */
    public JsonNode awaitFirst(Executor others, Duration patience) throws IOException {
        if (upstream.available() > 0) {
            fill();
        } else {
            first = CompletableFuture.runAsync(this::fill, others);
            try {
                first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                first = null;
            } catch (TimeoutException e) {
                return null;
            } catch (ExecutionException e) {
                throw new IllegalStateException("The stream's first event could not be read", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while waiting for a stream's first event");
            }
        }
        return translation.outputSoFar() ? null : translation.error();
    }

    /** For how long the upstream has sent nothing; 0 while it is the client who takes its time. */
    public long silentNanos(long nowNanos) {
        return upstream.awaitedNanos(nowNanos);
    }

    /** What was observed of the answer: usage, error. */
    public StreamTranslation translation() {
        return translation;
    }

    /** When the first part of the answer was there, by {@link System#nanoTime}; 0 if it never was. */
    public long firstOutputNanos() {
        return firstOutputNanos;
    }

    /** Whether all of the answer was there; any thread may ask. */
    public boolean complete() {
        return complete;
    }

    /** Sets what to do when the last event is there and was not yet given on. */
    public void beforeEnd(Runnable action) {
        beforeEnd = action;
    }

    /** Sets what to do when the stream was closed. */
    public void onClose(Runnable action) {
        onClose = action;
    }

    /** Ends the stream with an error that names the timer; may be called from any thread. */
    public void exceeded(String timer) {
        end(StreamErrors.timedOut(timer));
    }

    /** Ends the stream with this error; may be called from any thread. */
    public void end(JsonNode error) {
        ending.compareAndSet(null, error);
        abort.run();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (first != null) {
            first.join();
            first = null;
        }
        if (position == pending.length && !fill()) {
            return -1;
        }
        int n = Math.min(length, pending.length - position);
        System.arraycopy(pending, position, buffer, offset, n);
        position += n;
        return n;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** What is left to read of the events at hand: the last of them is whole when nothing is. */
    @Override
    public int available() {
        return pending.length - position;
    }

    /** Pulls upstream events until there is something to send; false at the end. */
    private boolean fill() {
        while (position == pending.length) {
            if (translation.ended()) {
                return false;
            }
            pull();
            if (firstOutputNanos == 0 && translation.outputSoFar()) {
                firstOutputNanos = System.nanoTime();
            }
            if (translation.ended()) {
                complete = translation.error() == null;
                beforeEnd.run();
            }
            pending = translation.take();
            position = 0;
        }
        return true;
    }

    private void pull() {
        try {
            SseParser.Event event = events.next();
            if (event == null) {
                translation.endOfStream();
            } else {
                translation.event(event);
            }
        } catch (IOException e) {
            JsonNode error = ending.get();
            translation.fail(error == null ? StreamErrors.truncated() : error);
        }
    }

    /** Lets the upstream go: aborts it unless it was read to its end. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (complete()) {
                readEnd();
            }
        } finally {
            onClose.run();
            upstream.close();
        }
    }

    /** Whether the answer is complete and just the end of the transfer is awaited. */
    public boolean closing() {
        return closed;
    }

    /** After the last event only the end of the transfer is left; read, it frees the connection for others. */
    private void readEnd() {
        try {
            if (upstream.read(new byte[512]) >= 0) {
                abort.run();
            }
        } catch (IOException e) {
            abort.run();
        }
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.time.Survival;
import dev.serai.wire.Intake;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One provider's stream as the client gets it, made while it is read: each read waits for an upstream event and translates
 * it. Nothing accumulates. However the upstream fails, an error event is read and then the end.
 */
public final class ProviderStream extends AnswerStream {

    private final Awaited upstream;
    private final StreamEvents events;
    private final StreamTranslation translation;
    private final Runnable abort;
    private final Ending ending = new Ending();
    private final FirstEvent first = new FirstEvent();
    private Runnable onClose = () -> {};
    private volatile long firstContentNanos;
    private long contentBytes;
    private volatile boolean complete;
    private volatile boolean closed;

    /**
     * @param abort drops the upstream connection; may be called from any thread
     * @param most bytes that the upstream may send
     * @param memory what its large events are taken of
     */
    public ProviderStream(
            InputStream upstream,
            StreamFormat format,
            StreamTranslation translation,
            Runnable abort,
            long most,
            Memory memory) {
        super(format != StreamFormat.BYTES);
        this.upstream = new Awaited(upstream);
        this.events = format.events(this.upstream, most, memory);
        this.translation = translation;
        this.abort = abort;
    }

    /**
     * Waits until the model says something: whoever fails before can still be replaced. One that thinks for longer than the
     * patience lasts is waited for by the reader, who can tell the client meanwhile that all is well.
     *
     * @param others runs the wait where it may take long
     * @return the error object if the stream failed before it said anything, else null
     */
    public JsonNode awaitFirst(Executor others, Duration patience) throws IOException {
        if (upstream.available() > 0) {
            pull();
        }
        if (!translation.hasContent()
                && !translation.ended()
                && !first.await(this::pullUntilSpoken, others, patience)) {
            return null;
        }
        return translation.hasContent() ? null : translation.error();
    }

    /** For how long the upstream has said nothing; the time that the client takes does not count. */
    public long silentNanos(long nowNanos) {
        return upstream.awaitedNanos(nowNanos);
    }

    @Override
    public int malformed() {
        return translation.malformed();
    }

    /** Ends the stream with an error that names the timer; may be called from any thread. */
    public void exceeded(String timer) {
        ending.by(StreamErrors.timedOut(timer), false);
        abort.run();
    }

    @Override
    public void end(JsonNode error) {
        ending.by(error, true);
        abort.run();
    }

    @Override
    public boolean endedByUs() {
        return translation.error() != null && ending.isOurs();
    }

    @Override
    protected byte[] next() {
        first.join();
        if (isToBeChat()) {
            translation.toChat();
        }
        translation.readAlong(alongside());
        byte[] events = translation.take();
        while (events.length == 0 && !translation.ended()) {
            pull();
            events = translation.take();
        }
        return events.length == 0 ? null : events;
    }

    private void pullUntilSpoken() {
        while (!translation.hasContent() && !translation.ended()) {
            pull();
        }
    }

    private void pull() {
        try {
            translate();
        } catch (RuntimeException | Error e) {
            Survival.note("The translation of a stream", e);
            translation.take(); // a part of an event may be in it
            refuse(StreamErrors.internal());
        }
        if (translation.textBytes() > contentBytes || translation.ended()) {
            contentBytes = translation.textBytes();
            upstream.heard();
        }
        if (firstContentNanos == 0 && translation.hasContent()) {
            firstContentNanos = System.nanoTime();
        }
        if (translation.ended()) {
            complete = translation.error() == null;
            ends();
        }
    }

    private void translate() {
        try {
            SseParser.Event event = events.next();
            if (event == null) {
                translation.endOfStream();
            } else if (event.data().length > 0) { // an event of nothing says nothing
                translation.event(event);
            }
        } catch (Intake.TooLarge e) {
            refuse(StreamErrors.tooLarge(e.getMessage()));
        } catch (BrokenFrame e) {
            refuse(StreamErrors.garbled(e.getMessage()));
        } catch (MemoryShort e) {
            refuse(ending.by(e.ofAnswer().body().get("error"), true));
        } catch (IOException e) {
            ending.tell(translation);
        }
    }

    private void refuse(JsonNode error) {
        translation.fail(error);
        abort.run();
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public JsonNode usage() {
        return translation.usage();
    }

    @Override
    public long textBytes() {
        return translation.textBytes();
    }

    @Override
    public JsonNode error() {
        return translation.error();
    }

    @Override
    public long firstContentNanos() {
        return firstContentNanos;
    }

    /** Sets what to do when the stream was closed. */
    public void onClose(Runnable action) {
        onClose = action;
    }

    /** Lets the upstream go: aborts it unless it was read to its end. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        isOver();
        try {
            if (complete()) {
                upstream.readEnd(abort);
            }
        } finally {
            events.end();
            onClose.run();
            upstream.close();
        }
    }

    @Override
    public boolean isAsSaid() {
        return translation.isAsSaid();
    }

    /** Whether the answer is complete and just the end of the transfer is awaited. */
    public boolean closing() {
        return closed;
    }
}

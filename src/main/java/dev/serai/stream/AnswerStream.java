package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * An answer that comes in events, as the client gets it. Each read gives whole events as far as the buffer takes them, and
 * never waits for a part of one that is still to come.
 */
public abstract class AnswerStream extends InputStream {

    /** What a step is told that wants all of its text. */
    public static final String UNREAD = "This answer is a stream, which passes while it comes: change its events by"
            + " transform:, or choose by ${variable.stream} what is done with whole answers alone";

    private byte[] pending = new byte[0];
    private int position;
    private volatile long endedNanos;
    private Runnable beforeEnd = () -> {};
    private boolean chat;
    private final boolean events;
    private Consumer<byte[]> alongside;
    private volatile boolean inRoute;
    private volatile boolean given;

    /** One that comes in events. */
    protected AnswerStream() {
        this(true);
    }

    /**
     * Begins one.
     *
     * @param events false of bytes, as of sound
     */
    protected AnswerStream(boolean events) {
        this.events = events;
    }

    /** Waits for the next events: whole ones; null at the end. Fails only by an error event. */
    protected abstract byte[] next();

    /** Whether all of the answer was there; any thread may ask. */
    public abstract boolean complete();

    /** OpenAI's usage object as last observed, or null. */
    public abstract JsonNode usage();

    /** Bytes of text so far, in UTF-8: what is known of an answer whose usage never came. */
    public abstract long textBytes();

    /** The error object that ended the stream, or null. */
    public abstract JsonNode error();

    /** When the first part of the answer was there, by {@link System#nanoTime}; 0 if it never was. */
    public abstract long firstContentNanos();

    /** Whether it was ended by the gateway for want of memory, or since it or its routes go: no provider is to blame. */
    public abstract boolean endedByUs();

    /** Whether the model has said anything: a role, an empty delta or a comment is nothing. */
    public boolean hasContent() {
        return firstContentNanos() != 0;
    }

    /** Whether somebody else may give the answer yet than who has begun it. */
    public boolean undecided() {
        return false;
    }

    /** It is the body of a route, whose steps may change its events, and not read them: they would be the client's no more. */
    public void isInRoute() {
        inRoute = !given;
    }

    /** Whether a route has it by now. */
    protected boolean inRoute() {
        return inRoute;
    }

    /** The route has ended: from now on it is read by who writes it to the client. */
    public void give() {
        given = true;
        inRoute = false;
    }

    /** Closes a stream that has failed, or that nobody reads. */
    public void abandon() {
        try {
            close();
        } catch (IOException e) {
            // nothing is lost with it
        }
    }

    /** Whether its events are in the client's own format, which is not OpenAI's. */
    public boolean isAsSaid() {
        return false;
    }

    /** Whether it comes in events; else it is bytes, as of sound, between which nothing may be said. */
    public boolean isEvents() {
        return events;
    }

    /** Has somebody read what it says in OpenAI's words, where its events are in others; to be set before it is read. */
    public void readAlong(Consumer<byte[]> reader) {
        alongside = alongside == null ? reader : alongside.andThen(reader);
    }

    /** Who does; null for nobody. */
    protected Consumer<byte[]> alongside() {
        return alongside;
    }

    /** Has its events be OpenAI's, before the first of them is read: a step of a route works with them. */
    public void toChat() {
        chat = true;
    }

    /** Whether they have to be. */
    protected boolean isToBeChat() {
        return chat;
    }

    /** How many events of providers could not be read and were passed over. */
    public abstract int malformed();

    /** Whether what this gives is that stream, be it changed on its way. */
    public boolean isOf(AnswerStream other) {
        return this == other;
    }

    /** Ends the stream with this error, which is no provider's fault; may be called from any thread. */
    public abstract void end(JsonNode error);

    /** Sets what to do when the last event is there and was not yet given on. */
    public void beforeEnd(Runnable action) {
        beforeEnd = action;
    }

    /** To be called when the last event is there. */
    protected void ends() {
        isOver();
        beforeEnd.run();
    }

    /** Notes that nothing more comes, or that nobody waits for it. */
    protected void isOver() {
        if (endedNanos == 0) {
            endedNanos = System.nanoTime();
        }
    }

    /** When its last event was there, or it was left, by {@link System#nanoTime}; 0 before that. */
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (inRoute) {
            throw new IllegalStateException(UNREAD);
        }
        while (position == pending.length) {
            byte[] events = next();
            if (events == null) {
                return -1;
            }
            pending = events;
            position = 0;
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
}

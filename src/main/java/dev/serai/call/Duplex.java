package dev.serai.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A connection on which a provider and its client both say messages for as long as it is open. To those who pass an answer
 * on it is a stream, which is closed where nobody goes on with it.
 */
public abstract class Duplex extends InputStream {

    /** The status of an answer that is one. */
    public static final int STATUS = 101;

    private volatile boolean taken;

    /**
     * A part of a message.
     *
     * @param bytes of UTF-8 where it is text; good until the next part is asked for
     * @param last of its message
     */
    public record Part(ByteBuffer bytes, boolean text, boolean last) {}

    /** How a provider has ended it: a code as RFC 6455, 7.4 has them, and why. */
    public record Ending(int code, String reason) {}

    /** Says a part, and waits until the provider takes it. One thread at a time. */
    public abstract void send(Part part) throws IOException;

    /** Waits for the next part of what the provider says; null when it has ended it. One thread at a time. */
    public abstract Part receive() throws IOException;

    /** How the provider has ended it; null where it has not said so. */
    public abstract Ending ending();

    /** Tells the provider that this is the end; waits until it takes that. Any thread may. */
    public abstract void bye(int code) throws IOException;

    /** Drops it, from any thread: who waits here waits no longer. Must not block. */
    public abstract void abort();

    /** Says that somebody goes on with it. */
    public final void take() {
        taken = true;
    }

    @Override
    public final int read() {
        return -1;
    }

    @Override
    public final void close() {
        if (!taken) {
            abort();
        }
    }
}

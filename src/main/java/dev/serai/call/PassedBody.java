package dev.serai.call;

import dev.serai.wire.PieceStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to what passed as it came, on its way to the client: any bytes, at the client's pace. Steps that want to look at
 * them put a stream around.
 */
public final class PassedBody extends PieceStream {

    private final List<Runnable> beforeEnd = new ArrayList<>(2);
    private final List<Runnable> whenOver = new ArrayList<>(2);
    private final Runnable whenClosed;
    private long length;
    private boolean begun;
    private boolean ended;
    private boolean closed;

    /**
     * Passes what a provider sends.
     *
     * @param length bytes that it was announced to have, -1 if that is not known
     * @param whenClosed run once, when nobody reads any more
     */
    public PassedBody(InputStream in, long length, Runnable whenClosed) {
        super(in);
        this.length = length;
        this.whenClosed = whenClosed;
    }

    /** What is in it; to be put back with something around. */
    public InputStream content() {
        return in;
    }

    /** Has something look at it, or change it, as it passes. */
    public void content(InputStream around, long itsLength) {
        in = around;
        length = itsLength;
    }

    /** Bytes to come, -1 if that is not known. */
    public long length() {
        return length;
    }

    /** Whether somebody has read of it. */
    public boolean begun() {
        return begun;
    }

    /** Whether all of it was there. */
    public boolean ended() {
        return ended;
    }

    /** Adds something to do once, when its last byte is there or nobody reads on; before what is done at its end. */
    public void whenOver(Runnable action) {
        whenOver.add(action);
    }

    private void over() {
        List<Runnable> actions = List.copyOf(whenOver);
        whenOver.clear();
        actions.forEach(Runnable::run);
    }

    /** Adds something to do when its last byte is there and the end was not yet told. */
    public void beforeEnd(Runnable action) {
        beforeEnd.add(action);
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        begun = true;
        int n = in.read(buffer, offset, wanted);
        if (n < 0 && !ended) {
            ended = true;
            over();
            beforeEnd.forEach(Runnable::run);
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                over();
                super.close();
            } finally {
                whenClosed.run();
            }
        }
    }
}

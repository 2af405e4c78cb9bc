package dev.serai.stream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes of one event after the other. The room that a large one took is not kept for the small ones that follow. */
public class EventBuffer extends ByteArrayOutputStream {

    private static final int USUAL = 1024;
    private static final int LARGEST_KEPT = 1 << 16;

    public EventBuffer() {
        super(USUAL);
    }

    /** What is in it, which is then no more. */
    public synchronized byte[] take() {
        byte[] bytes = Arrays.copyOf(buf, count);
        clear();
        return bytes;
    }

    /** Empties it; while another thread writes, if need be. */
    public synchronized void clear() {
        count = 0;
        if (buf.length > LARGEST_KEPT) {
            buf = new byte[USUAL];
        }
    }
}

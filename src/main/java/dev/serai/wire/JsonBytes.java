package dev.serai.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes JSON into one array of its size, for which the memory is taken first. What turns out to be large is measured to
 * its end and written a second time, since to let an array grow takes up to three times as much.
 */
public final class JsonBytes extends OutputStream {

    private static final int LARGE = 1 << 20;

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(1024);
    private byte[] all;
    private int count;

    private JsonBytes() {}

    /**
     * Writes any value that Jackson writes, the same each time.
     *
     * @param memory what the array is taken of
     * @throws MemoryShort if there is no room for it
     */
    public static byte[] of(Object value, Memory memory) {
        JsonBytes out = new JsonBytes();
        out.write(value);
        memory.take(out.count);
        if (out.count <= LARGE) {
            return out.beginning.toByteArray();
        }
        out.beginning.reset();
        out.all = new byte[out.count];
        out.count = 0;
        out.write(value);
        return out.all;
    }

    private void write(Object value) {
        try {
            Json.MAPPER.writeValue(this, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON", e);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (all != null) {
            System.arraycopy(bytes, offset, all, count, length);
        } else if (count + (long) length <= LARGE) {
            beginning.write(bytes, offset, length);
        }
        try {
            count = Math.addExact(count, length);
        } catch (ArithmeticException e) {
            throw MemoryShort.ever(Integer.MAX_VALUE);
        }
    }
}

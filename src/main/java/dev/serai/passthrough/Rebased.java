package dev.serai.passthrough;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in which addresses of the provider's become those of this gateway: some clients ask them as they stand there, with the
 * key that they have for here.
 */
final class Rebased extends InputStream {

    private static final int PIECE = 1 << 13;

    private final InputStream in;
    private final byte[] from;
    private final byte[] to;
    private final byte[] piece = new byte[PIECE];
    private byte[] out = new byte[PIECE];
    private int position;
    private int end;
    private int matched;
    private boolean over;

    /**
     * Changes the beginnings of texts.
     *
     * @param base of the provider's addresses
     * @param ours what it is here
     */
    Rebased(InputStream in, String base, String ours) {
        this.in = in;
        this.from = ("\"" + base + "/").getBytes(StandardCharsets.UTF_8);
        this.to = ("\"" + ours + "/").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        while (position == end) {
            if (over) {
                return -1;
            }
            fill();
        }
        int n = Math.min(wanted, end - position);
        System.arraycopy(out, position, buffer, offset, n);
        position += n;
        return n;
    }

    private void fill() throws IOException {
        position = 0;
        end = 0;
        int n = in.read(piece);
        if (n < 0) {
            over = true;
            put(from, matched);
            return;
        }
        for (int i = 0; i < n; i++) {
            add(piece[i]);
        }
    }

    /** A quotation mark is at the beginning alone, so what did not match begins none but by itself. */
    private void add(byte b) {
        if (b != from[matched]) {
            put(from, matched);
            matched = 0;
        }
        if (b == from[matched]) {
            matched++;
        } else {
            put(new byte[] {b}, 1);
        }
        if (matched == from.length) {
            put(to, to.length);
            matched = 0;
        }
    }

    private void put(byte[] bytes, int length) {
        if (end + length > out.length) {
            out = Arrays.copyOf(out, 2 * (end + length));
        }
        System.arraycopy(bytes, 0, out, end, length);
        end += length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

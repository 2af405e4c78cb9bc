package dev.serai.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes around which something is done as they are read, in whichever pieces. */
public abstract class PieceStream extends FilterInputStream {

    protected PieceStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int wanted) throws IOException;
}

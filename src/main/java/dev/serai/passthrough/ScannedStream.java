package dev.serai.passthrough;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that were looked at before anybody gets them. */
final class ScannedStream extends FilterInputStream {

    private final Scan scan;
    private boolean ended;

    ScannedStream(InputStream in, Scan scan) {
        super(in);
        this.scan = scan;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n = super.read(buffer, offset, wanted);
        if (n > 0) {
            scan.add(buffer, offset, n);
        } else if (n < 0 && !ended) {
            ended = true;
            scan.end();
        }
        return n;
    }
}

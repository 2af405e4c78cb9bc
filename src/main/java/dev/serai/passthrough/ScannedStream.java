package dev.serai.passthrough;

import dev.serai.wire.PieceStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that were looked at before anybody gets them. */
final class ScannedStream extends PieceStream {

    private final Scan scan;
    private boolean ended;

    ScannedStream(InputStream in, Scan scan) {
        super(in);
        this.scan = scan;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n = in.read(buffer, offset, wanted);
        if (n > 0) {
            scan.add(buffer, offset, n);
        } else if (n < 0 && !ended) {
            ended = true;
            scan.end();
        }
        return n;
    }
}

package dev.serai.passthrough;

import dev.serai.wire.PieceStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that were looked at before anybody gets them. */
final class ScannedStream extends PieceStream {

    private final Scan scan;
    private final long announced;
    private long count;
    private boolean ended;

    /**
     * Begins.
     *
     * @param announced how many there are, so that their end is looked at before anybody has the last; -1 if that is unknown
     */
    ScannedStream(InputStream in, Scan scan, long announced) {
        super(in);
        this.scan = scan;
        this.announced = announced;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n = in.read(buffer, offset, wanted);
        if (n > 0) {
            scan.add(buffer, offset, n);
            count += n;
        }
        if (!ended && (n < 0 || count == announced)) {
            ended = true;
            scan.end();
        }
        return n;
    }
}

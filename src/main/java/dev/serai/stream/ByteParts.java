package dev.serai.stream;

import dev.serai.wire.Intake;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What is there of a stream that has no events, as of sound: each read is one. */
final class ByteParts implements StreamEvents {

    private final InputStream in;
    private final long most;
    private final byte[] buffer = new byte[8192];
    private long read;

    /**
     * Reads parts.
     *
     * @param most bytes that the whole stream may have
     */
    ByteParts(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    @Override
    public SseParser.Event next() throws IOException {
        int n = in.read(buffer);
        if (n <= 0) {
            return null;
        }
        read += n;
        if (read > most) {
            throw new Intake.TooLarge("the stream", most);
        }
        return new SseParser.Event("", Arrays.copyOf(buffer, n));
    }

    @Override
    public void end() {
        // nothing is kept
    }
}

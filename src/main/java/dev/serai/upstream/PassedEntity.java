package dev.serai.upstream;

import dev.serai.call.Call;
import dev.serai.call.Deadlines;
import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body that is sent on as the client sends it, piece by piece. */
final class PassedEntity extends AbstractHttpEntity {

    private static final int PIECE = 1 << 16;

    private final Passed passed;
    private final Call call;

    private PassedEntity(Passed passed, Call call) {
        super(passed.header("content-type"), passed.header("content-encoding"), passed.length() < 0);
        this.passed = passed;
        this.call = call;
    }

    /** What says whose request it is, with its body, if it has one. */
    static SentEntity of(Passed passed, Call call) {
        return new SentEntity(new PassedEntity(passed, call), call) {
            @Override
            boolean isNothing() {
                return !passed.hasBody();
            }

            @Override
            boolean isSentAgain() {
                return passed.isRepeatable();
            }
        };
    }

    @Override
    public boolean isRepeatable() {
        return passed.body() == null;
    }

    @Override
    public boolean isStreaming() {
        return passed.body() != null;
    }

    @Override
    public long getContentLength() {
        return passed.small() == null ? passed.length() : passed.small().length;
    }

    @Override
    public InputStream getContent() {
        return passed.body() == null
                ? new ByteArrayInputStream(passed.small() == null ? new byte[0] : passed.small())
                : passed.body();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (passed.body() == null) {
            out.write(passed.small());
            return;
        }
        call.attempt().memory().take(PIECE);
        byte[] piece = new byte[PIECE];
        for (int n = read(piece); n >= 0; n = read(piece)) {
            sends();
            out.write(piece, 0, n);
            sends();
        }
        call.waiting().receives(false);
    }

    /** What the client does not send is no failure of the provider's. */
    private int read(byte[] piece) {
        try {
            return passed.body().read(piece);
        } catch (IOException e) {
            call.waiting().receives(false);
            throw ApiException.badRequest(null, null, "The request body could not be read to its end");
        }
    }

    private void sends() {
        Deadlines deadlines = call.tries().deadlines();
        if (deadlines != null) {
            deadlines.sends();
        }
    }

    @Override
    public void close() {}
}

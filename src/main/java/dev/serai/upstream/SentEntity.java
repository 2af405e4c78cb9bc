package dev.serai.upstream;

import dev.serai.call.Attempt;
import dev.serai.call.Call;
import dev.serai.wire.Operations;
import dev.serai.wire.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A request body that knows its call, by which the HTTP client finds out what it works for. */
class SentEntity extends HttpEntityWrapper {

    private static final int PORTION = 1 << 16;

    private final Call call;
    private final Attempt attempt;

    SentEntity(HttpEntity body, Call call) {
        super(body);
        this.call = call;
        this.attempt = call.attempt();
    }

    /** It did not arrive, and is sent once more. */
    void repeats() {
        attempt.isNotSent();
        call.tries().repeats();
    }

    Call call() {
        return call;
    }

    /** Whether it is here to say whose request it is, and nothing is sent. */
    boolean isNothing() {
        return false;
    }

    /** Whether it can be sent on a connection that may turn out to be closed: else it is sent once, on a new one. */
    boolean isSentAgain() {
        return isRepeatable() && !Operations.makes(attempt.request().operation());
    }

    /** The hash of its bytes, none of which is sent. */
    byte[] sha256() {
        MessageDigest digest = Sha256.begin();
        try {
            super.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return digest.digest();
    }

    /** In portions, between which an {@link EarlyAnswer} is seen. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        attempt.isSent();
        super.writeTo(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int from = 0; from < length; from += PORTION) {
                    out.write(bytes, offset + from, Math.min(PORTION, length - from));
                }
            }
        });
    }
}

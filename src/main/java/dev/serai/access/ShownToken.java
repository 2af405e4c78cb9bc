package dev.serai.access;

import dev.serai.wire.Sha256;
import java.security.MessageDigest;

/** A token that somebody has shown, kept as its hash. */
public final class ShownToken implements Proof {

    private static final int BYTES = 100;

    final byte[] hash;

    /** Takes what was shown, whether or not it is worth anything. */
    public ShownToken(String token) {
        this.hash = Sha256.of(token);
    }

    @Override
    public boolean isOfTheSame(Proof other) {
        return other instanceof ShownToken token && MessageDigest.isEqual(hash, token.hash);
    }

    @Override
    public int bytes() {
        return BYTES;
    }
}

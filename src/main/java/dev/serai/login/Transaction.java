package dev.serai.login;

import dev.serai.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * A login that somebody has begun, which their browser keeps until they come back.
 *
 * @param state what they have to bring back
 * @param nonce what their ID token has to have in it
 * @param verifier who knows it is the one that has begun it
 * @param back the address that they come back to
 * @param next where they wanted to go; empty for nowhere special
 * @param until when it is over
 */
record Transaction(String state, String nonce, String verifier, String back, String next, Instant until) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static Transaction begun(String back, String next, Instant until) {
        return new Transaction(random(), random(), random(), back, next, until);
    }

    /** What the issuer is told of the verifier: RFC 7636. */
    String challenge() {
        return text(Sha256.begin().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "a login until " + until;
    }
}

package dev.serai.simulator;

import dev.serai.wire.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/** The one source of ids and of chance: the same text gives the same. */
record Fingerprint(byte[] sha256) {

    static Fingerprint of(Object... parts) {
        MessageDigest digest = Sha256.begin();
        for (Object part : parts) {
            digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return new Fingerprint(digest.digest());
    }

    /** An id as OpenAI's look: the prefix and 24 digits. */
    String id(String prefix) {
        return prefix + HexFormat.of().formatHex(sha256, 0, 12);
    }

    Random random() {
        return new Random(ByteBuffer.wrap(sha256).getLong());
    }
}

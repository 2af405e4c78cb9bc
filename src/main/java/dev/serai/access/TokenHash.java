package dev.serai.access;

import dev.serai.wire.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * SHA-256 of a token. Looked up by equality: how long that takes tells of the hash, from which no way leads to the token.
 */
record TokenHash(long first, long second, long third, long fourth) {

    static TokenHash of(String token) {
        return of(Sha256.of(token));
    }

    /** Reads the 64 hexadecimal digits that {@link #toString} writes. */
    static TokenHash parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** Takes the 32 bytes of a SHA-256. */
    static TokenHash of(byte[] bytes) {
        ByteBuffer hash = ByteBuffer.wrap(bytes);
        return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    @Override
    public int hashCode() {
        return (int) first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash
                && first == hash.first
                && second == hash.second
                && third == hash.third
                && fourth == hash.fourth;
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }
}

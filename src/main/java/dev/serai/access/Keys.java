package dev.serai.access;

import dev.serai.wire.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Secrets that may be presented, kept as SHA-256 and compared in constant time. */
public final class Keys {

    /** The header of a key that came in the address. */
    public static final String OF_QUERIES = "x-goog-api-key";

    /** Those that vendors' own clients send a key in, where it is not {@code Authorization}. */
    private static final List<String> HEADERS = List.of("x-api-key", OF_QUERIES);

    private static final String BEARER = "Bearer ";
    private static final String PROTOCOL = "openai-insecure-api-key.";
    private static final int MOST_PROTOCOLS = 16;

    private final List<byte[]> hashes;

    /** Takes the keys; blank ones count for nothing. */
    public Keys(List<String> keys) {
        this.hashes = keys.stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Sha256::of)
                .toList();
    }

    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The place of this key in the list, -1 if it is not in it. */
    public int indexOf(String key) {
        return indexOf(Sha256.of(key));
    }

    /** The place of the key with this SHA-256, -1 if it is not in the list. */
    int indexOf(byte[] hash) {
        int found = -1;
        for (int i = 0; i < hashes.size(); i++) {
            if (MessageDigest.isEqual(hashes.get(i), hash)) {
                found = i;
            }
        }
        return found;
    }

    /** SHA-256 of the key at a place, in hexadecimal; empty where there is none. */
    String digest(int place) {
        return place < hashes.size() ? HexFormat.of().formatHex(hashes.get(place)) : "";
    }

    /** The key in any of the headers that clients send one in, or null. */
    static String of(UnaryOperator<String> headers) {
        String key = bearer(headers);
        for (int i = 0; key == null && i < HEADERS.size(); i++) {
            key = headers.apply(HEADERS.get(i));
        }
        return key == null ? ofProtocols(headers.apply("Sec-WebSocket-Protocol")) : key;
    }

    /** Browsers can set no other header of a WebSocket. */
    private static String ofProtocols(String protocols) {
        for (String protocol : protocols == null ? new String[0] : protocols.split(",", MOST_PROTOCOLS)) {
            if (protocol.strip().startsWith(PROTOCOL)) {
                return protocol.strip().substring(PROTOCOL.length());
            }
        }
        return null;
    }

    /** The key in {@code Authorization: Bearer}, or null. */
    public static String bearer(UnaryOperator<String> headers) {
        String authorization = headers.apply("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}

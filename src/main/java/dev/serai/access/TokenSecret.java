package dev.serai.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of a token: {@code sk-serai-}, 40 random characters and a checksum of 6, so that a mistyped key
 * is told from one that was never issued, and scanners that search code for secrets can tell it from noise.
 *
 * @param text all of it; shown once and never stored
 */
public record TokenSecret(String text) {

    public static final String PREFIX = "sk-serai-";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 40;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SHOWN = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one. */
    static TokenSecret random() {
        String body = PREFIX + randomText(RANDOM_LENGTH);
        return new TokenSecret(body + checksum(body));
    }

    /** An id of this kind, {@code tok_…} or {@code prj_…}, that nobody has. */
    static String newId(String kind) {
        return kind + "_" + randomText(20);
    }

    /** Whether this has the form of a token. */
    static boolean isOne(String text) {
        return text.startsWith(PREFIX);
    }

    /** Whether it is one that was written down rightly; says nothing of whether it is known. */
    static boolean isIntact(String text) {
        int length = PREFIX.length() + RANDOM_LENGTH;
        return text.length() == length + CHECKSUM_LENGTH && text.endsWith(checksum(text.substring(0, length)));
    }

    /** What is stored of it. */
    TokenHash hash() {
        return TokenHash.of(text);
    }

    /** Enough to recognise it by, for lists: {@code sk-serai-a1B2c3}. */
    String prefix() {
        return text.substring(0, PREFIX.length() + SHOWN);
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }

    private static String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text.toString();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(CHECKSUM_LENGTH);
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            text.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return text.toString();
    }
}

package dev.serai.traces;

import java.nio.charset.StandardCharsets;

/** Numbers as ids have them, by a table: each request is given some, and {@link java.util.HexFormat} takes its time. */
final class Hex {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 16;

    private Hex() {}

    /** One behind the other, of sixteen digits each. */
    static String of(long... numbers) {
        byte[] text = new byte[LENGTH * numbers.length];
        int end = 0;
        for (long number : numbers) {
            end += LENGTH;
            for (int i = 1; i <= LENGTH; i++) {
                text[end - i] = DIGITS[(int) (number >>> (4 * (i - 1))) & 0xf];
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}

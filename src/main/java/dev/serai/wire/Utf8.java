package dev.serai.wire;

/** Characters of UTF-8 that have several bytes, byte by byte: no overlong forms, no surrogates, nothing beyond Unicode. */
final class Utf8 {

    private int left;
    private int least;
    private int most;

    /** Whether a character has begun that is not yet whole. */
    boolean isWithin() {
        return left > 0;
    }

    /** Whether a byte may be the next one, where it is not ASCII or a character is under way. */
    boolean takes(byte b) {
        int value = b & 0xFF;
        if (left == 0) {
            return begins(value);
        }
        boolean fits = value >= least && value <= most;
        left--;
        least = 0x80;
        most = 0xBF;
        return fits;
    }

    private boolean begins(int first) {
        least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        left = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        return left > 0;
    }
}

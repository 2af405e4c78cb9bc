package dev.serai.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Characters of UTF-8 that have several bytes, byte by byte: no overlong forms, no surrogates, nothing beyond Unicode. A JSON
 * parser that skips a string lets these through, and the bytes go on to providers as they are.
 */
final class Utf8 {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    /** Bytes between which others may have the thread's carrier. */
    private static final int AT_A_TIME = 1 << 16;

    private int left;
    private int least;
    private int most;

    /** The offset of the first malformed character, -1 if there is none. */
    @SuppressWarnings("ThreadPriorityCheck") // it is no matter of priority
    static int malformedAt(byte[] bytes) {
        Utf8 character = new Utf8();
        int at = 0;
        while (at < bytes.length) {
            int bound = Math.min(bytes.length, at + AT_A_TIME);
            while (at < bound) {
                at = behindAscii(bytes, at, bound);
                int end = at < bound ? character.end(bytes, at) : at;
                if (end < 0) {
                    return at;
                }
                at = end;
            }
            if (at < bytes.length) {
                Thread.yield();
            }
        }
        return -1;
    }

    private static int behindAscii(byte[] bytes, int from, int bound) {
        int at = from;
        while (at <= bound - Long.BYTES && ((long) EIGHT.get(bytes, at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < bound && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Where the character ends that begins there; -1 if it is malformed. */
    private int end(byte[] bytes, int begin) {
        int at = begin;
        do {
            if (at == bytes.length || !takes(bytes[at])) {
                return -1;
            }
            at++;
        } while (isWithin());
        return at;
    }

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

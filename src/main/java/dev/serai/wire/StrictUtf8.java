package dev.serai.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Finds what is not UTF-8, overlong forms and encoded surrogates included, which a JSON parser that skips a string lets
 * through: the bytes go on to providers as they are.
 */
final class StrictUtf8 {

    private static final int WINDOW = 8192;

    /** Windows between which others may have the thread's carrier. */
    private static final int AT_A_TIME = 8;

    private StrictUtf8() {}

    /** The offset of the first malformed byte, -1 if there is none. */
    @SuppressWarnings("ThreadPriorityCheck") // it is no matter of priority
    static int malformedAt(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer thrownAway = CharBuffer.allocate(Math.min(bytes.length, WINDOW));
        CoderResult result = decoder.decode(in, thrownAway, true);
        for (int windows = 1; result.isOverflow(); windows++) {
            thrownAway.clear();
            if (windows % AT_A_TIME == 0) {
                Thread.yield();
            }
            result = decoder.decode(in, thrownAway, true);
        }
        return result.isError() ? in.position() : -1;
    }
}

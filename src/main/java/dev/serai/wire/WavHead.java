package dev.serai.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The head of a WAV file, whose sound is plain samples.
 *
 * @see <a href="https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html">the format</a>
 */
public final class WavHead {

    private static final int LENGTH = 44;
    private static final int BYTE_RATE = 28;
    private static final int BYTES_OF_A_SAMPLE = 2;

    private WavHead() {}

    /** As the file says it; 0 if it is no WAV file, or says nothing that can be. */
    static long bytesPerSecond(RawObject.Slice file) {
        if (file.length() < LENGTH || !is(file, 0, "RIFF") || !is(file, 8, "WAVEfmt ")) {
            return 0;
        }
        int rate = ByteBuffer.wrap(file.source(), file.start(), file.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(file.start() + BYTE_RATE);
        return Math.max(0, rate);
    }

    private static boolean is(RawObject.Slice file, int at, String word) {
        return word.equals(new String(file.source(), file.start() + at, word.length(), StandardCharsets.ISO_8859_1));
    }

    /**
     * The head of one with these samples.
     *
     * @param bytes of 16-bit samples of one channel
     * @param rate samples a second
     */
    public static byte[] of(int bytes, int rate) {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(LENGTH - 8 + bytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(rate * BYTES_OF_A_SAMPLE)
                .putShort((short) BYTES_OF_A_SAMPLE)
                .putShort((short) (8 * BYTES_OF_A_SAMPLE))
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes)
                .array();
    }
}

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
    private static final int FORMAT = 20;
    private static final int CHANNELS = 22;
    private static final int SAMPLE_RATE = 24;
    private static final int BYTE_RATE = 28;
    private static final int BITS = 34;
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MOST_CHANNELS = 8;
    private static final int MOST_SAMPLES = 192_000;
    private static final int BYTES_OF_A_SAMPLE = 2;

    private WavHead() {}

    /**
     * As the file says it; 0 if it is no WAV file of plain samples, or says it in two ways: who plays it goes by how many
     * samples there are a second, and who wants to pay for less would write it where nobody looks.
     */
    static long bytesPerSecond(RawObject.Slice file) {
        if (file.length() < LENGTH || !is(file, 0, "RIFF") || !is(file, 8, "WAVEfmt ")) {
            return 0;
        }
        ByteBuffer head =
                ByteBuffer.wrap(file.source(), file.start(), LENGTH).slice().order(ByteOrder.LITTLE_ENDIAN);
        int format = Short.toUnsignedInt(head.getShort(FORMAT));
        long channels = Short.toUnsignedInt(head.getShort(CHANNELS));
        long samples = Integer.toUnsignedLong(head.getInt(SAMPLE_RATE));
        long bits = Short.toUnsignedInt(head.getShort(BITS));
        long rate = Integer.toUnsignedLong(head.getInt(BYTE_RATE));
        boolean plain = (format == PCM || format == FLOAT || format == EXTENSIBLE) && channels <= MOST_CHANNELS;
        return plain && samples <= MOST_SAMPLES && bits <= Long.SIZE && rate == samples * channels * bits / Byte.SIZE
                ? rate
                : 0;
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

package dev.serai.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record on disk, big-endian: CRC32C of all that follows (4 bytes), length of the record (4), its sequence (8), its
 * bytes. Nothing stands between two frames.
 */
final class Frame {

    static final int HEADER = 16;

    private static final int CHECKSUM = 4;

    private Frame() {}

    /** How many bytes the record takes on disk. */
    static int size(byte[] record) {
        return HEADER + record.length;
    }

    /** Puts the record's frame at the buffer's position. */
    static void put(ByteBuffer buffer, long sequence, byte[] record) {
        int start = buffer.position();
        buffer.putInt(0).putInt(record.length).putLong(sequence).put(record);
        buffer.putInt(start, checksum(buffer, start, record.length));
    }

    static int length(ByteBuffer buffer, int start) {
        return buffer.getInt(start + CHECKSUM);
    }

    static long sequence(ByteBuffer buffer, int start) {
        return buffer.getLong(start + CHECKSUM + 4);
    }

    /** Whether the frame is as it was written; all of it has to be in the buffer. */
    static boolean intact(ByteBuffer buffer, int start) {
        return buffer.getInt(start) == checksum(buffer, start, length(buffer, start));
    }

    static byte[] record(ByteBuffer buffer, int start) {
        byte[] record = new byte[length(buffer, start)];
        buffer.get(start + HEADER, record);
        return record;
    }

    private static int checksum(ByteBuffer buffer, int start, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.slice(start + CHECKSUM, HEADER - CHECKSUM + length));
        return (int) checksum.getValue();
    }
}

package dev.serai.tiers;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * An entry as bytes: a mark with the version of the form, CRC-32C of what follows, and the entry with each part's length before
 * it. What is cut, changed or of another version is none.
 */
final class EntryBytes {

    private static final int VERSION = 1;
    private static final int MARK = 'S' << 24 | 'A' << 16 | 'C' << 8 | VERSION;
    private static final int DIGEST = 32;
    private static final int LONGEST_NAME = 1 << 14;
    private static final int FIXED = 3 * Integer.BYTES + 2 * Long.BYTES + 1 + DIGEST + 3 * Short.BYTES;
    private static final int BODY = 2 * Integer.BYTES;

    /** Bytes beside the payload, at most. */
    static final int MOST_BESIDES = FIXED + 3 * LONGEST_NAME;

    private EntryBytes() {}

    /** Those of an entry; null where its names are too long. */
    static byte[] of(TierEntry entry) {
        TierKey key = entry.key();
        byte[] project = key.project().getBytes(StandardCharsets.UTF_8);
        byte[] model = key.model().getBytes(StandardCharsets.UTF_8);
        byte[] category = key.category().getBytes(StandardCharsets.UTF_8);
        if (project.length > LONGEST_NAME || model.length > LONGEST_NAME || category.length > LONGEST_NAME) {
            return null;
        }
        int names = project.length + model.length + category.length;
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(FIXED + names, entry.payload().length));
        bytes.putInt(MARK)
                .putInt(0)
                .putLong(entry.stamp())
                .putLong(entry.expires())
                .put((byte) entry.priority());
        bytes.put(HexFormat.of().parseHex(key.digest()));
        for (byte[] name : new byte[][] {project, model, category}) {
            bytes.putShort((short) name.length).put(name);
        }
        bytes.putInt(entry.payload().length).put(entry.payload());
        bytes.putInt(Integer.BYTES, checksum(bytes.array()));
        return bytes.array();
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, BODY, bytes.length - BODY);
        return (int) checksum.getValue();
    }

    /** The entry of bytes; null where they are none. */
    static TierEntry read(byte[] all) {
        if (all.length < FIXED) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(all);
        if (bytes.getInt() != MARK || bytes.getInt() != checksum(all)) {
            return null;
        }
        try {
            long stamp = bytes.getLong();
            long expires = bytes.getLong();
            int priority = bytes.get();
            byte[] digest = new byte[DIGEST];
            bytes.get(digest);
            TierKey key = new TierKey(
                    name(bytes), name(bytes), name(bytes), HexFormat.of().formatHex(digest));
            int length = bytes.getInt();
            if (length != bytes.remaining()) {
                return null;
            }
            byte[] payload = new byte[length];
            bytes.get(payload);
            return new TierEntry(key, stamp, expires, priority, payload);
        } catch (BufferUnderflowException e) { // by somebody who knows how to make a checksum
            return null;
        }
    }

    private static String name(ByteBuffer bytes) {
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] name = new byte[length];
        bytes.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }
}

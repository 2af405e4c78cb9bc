package dev.serai.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A file as an archive's directory has it.
 *
 * @param packed how many bytes it has in the archive
 * @param unpacked how many it has
 * @param offset where it begins
 */
record ArchiveEntry(String name, int method, int crc, int packed, int unpacked, int offset) {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** Its contents, if they are what the directory says. */
    byte[] unpacked(ByteBuffer from) throws ZipException {
        if (method != STORED && method != DEFLATED) {
            throw new ZipException("'" + name + "' is packed in a way that is not read here");
        }
        byte[] content = method == STORED ? stored(from) : inflated(from);
        CRC32 sum = new CRC32();
        sum.update(content);
        if (content.length != unpacked || (int) sum.getValue() != crc) {
            throw broken();
        }
        return content;
    }

    private static byte[] stored(ByteBuffer from) {
        byte[] content = new byte[from.remaining()];
        from.get(content);
        return content;
    }

    /** No more is taken than the directory says, whatever there is. */
    private byte[] inflated(ByteBuffer from) throws ZipException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(from);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished() && content.size() <= unpacked) {
                int length = inflater.inflate(part);
                if (length == 0 && !inflater.finished()) {
                    throw broken();
                }
                content.write(part, 0, length);
            }
            return content.toByteArray();
        } catch (DataFormatException e) {
            throw broken();
        } finally {
            inflater.end();
        }
    }

    private ZipException broken() {
        return new ZipException("the content of '" + name + "' is broken");
    }
}

package dev.serai.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * A ZIP archive in memory, read by the directory at its end: {@link java.util.zip.ZipInputStream} never looks there, and
 * so takes one that was cut off for a whole one with fewer files.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format</a>
 */
final class Archive {

    /** It has more than is taken. */
    static final class TooLarge extends ZipException {

        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int ENCRYPTED = 1;
    private static final int FILE_TYPE = 0170000;
    private static final int SYMLINK = 0120000;
    private static final int LONGEST_NAME = 500;

    private final ByteBuffer bytes;
    private final int mostBytes;
    private final int mostFiles;
    private long unpacked;

    private Archive(byte[] bytes, int mostBytes, int mostFiles) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.mostBytes = mostBytes;
        this.mostFiles = mostFiles;
    }

    /**
     * Unpacks an archive.
     *
     * @param mostBytes of all files together, unpacked
     * @return contents by name; folders are left out
     * @throws ZipException what is wrong with it
     */
    static Map<String, byte[]> unpack(byte[] bytes, int mostBytes, int mostFiles) throws ZipException {
        try {
            return new Archive(bytes, mostBytes, mostFiles).files();
        } catch (IndexOutOfBoundsException e) {
            throw new ZipException("it is broken: something lies behind its end");
        }
    }

    private Map<String, byte[]> files() throws ZipException {
        int end = end();
        int count = Short.toUnsignedInt(bytes.getShort(end + 10));
        int at = bytes.getInt(end + 16);
        if (bytes.getInt(end + 4) != 0 || bytes.getShort(end + 8) != bytes.getShort(end + 10)) {
            throw new ZipException("it has several parts");
        }
        if (at < 0 || (long) at + bytes.getInt(end + 12) != end) {
            throw new ZipException("its directory is not where it should be");
        }
        if (count > mostFiles) {
            throw new TooLarge("it has more than " + mostFiles + " files");
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            ArchiveEntry entry = entry(at, end);
            byte[] content = content(entry);
            if (files.putIfAbsent(entry.name(), content) != null) {
                throw new ZipException("'" + entry.name() + "' is in it twice");
            }
            at = next(at);
        }
        if (at != end) {
            throw new ZipException("its directory has another length than it says");
        }
        files.keySet().removeIf(name -> name.endsWith("/"));
        return files;
    }

    /** Where the directory ends; a comment may follow. */
    private int end() throws ZipException {
        int last = bytes.capacity() - END_LENGTH;
        for (int at = last; at >= Math.max(0, last - 0xffff); at--) {
            if (bytes.getInt(at) == END && Short.toUnsignedInt(bytes.getShort(at + 20)) == last - at) {
                return at;
            }
        }
        throw new ZipException("it is no ZIP archive, or was cut off");
    }

    private int next(int at) {
        return at
                + ENTRY_LENGTH
                + Short.toUnsignedInt(bytes.getShort(at + 28))
                + Short.toUnsignedInt(bytes.getShort(at + 30))
                + Short.toUnsignedInt(bytes.getShort(at + 32));
    }

    private ArchiveEntry entry(int at, int end) throws ZipException {
        if (next(at) > end || bytes.getInt(at) != ENTRY) {
            throw new ZipException("its directory is broken");
        }
        String name = name(at + ENTRY_LENGTH, Short.toUnsignedInt(bytes.getShort(at + 28)));
        if ((bytes.getShort(at + 8) & ENCRYPTED) != 0) {
            throw new ZipException("'" + name + "' is encrypted");
        }
        if ((bytes.getInt(at + 38) >>> 16 & FILE_TYPE) == SYMLINK) {
            throw new ZipException("'" + name + "' is a link");
        }
        return new ArchiveEntry(
                name,
                Short.toUnsignedInt(bytes.getShort(at + 10)),
                bytes.getInt(at + 16),
                bytes.getInt(at + 20),
                bytes.getInt(at + 24),
                bytes.getInt(at + 42));
    }

    /** As it would be a file's below the folder that the archive is unpacked in, and nowhere else. */
    private String name(int at, int length) throws ZipException {
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.slice(at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ZipException("a file's name is not UTF-8");
        }
        String plain = name.startsWith("./") ? name.substring(2) : name;
        boolean strange = name.isEmpty()
                || length > LONGEST_NAME
                || name.indexOf('\\') >= 0
                || ("/" + plain).contains("//")
                || ("/" + plain + "/").contains("/../")
                || ("/" + plain + "/").contains("/./")
                || name.codePoints().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
        if (strange) {
            throw new ZipException("the name of a file in it is no path below its folder");
        }
        return plain;
    }

    private byte[] content(ArchiveEntry entry) throws ZipException {
        int at = entry.offset();
        if (bytes.getInt(at) != LOCAL) {
            throw new ZipException("'" + entry.name() + "' is not where it should be");
        }
        int nameLength = Short.toUnsignedInt(bytes.getShort(at + 26));
        if (!name(at + LOCAL_LENGTH, nameLength).equals(entry.name())) {
            throw new ZipException("'" + entry.name() + "' has another name where its content is");
        }
        if (entry.unpacked() < 0 || (unpacked += entry.unpacked()) > mostBytes) {
            throw new TooLarge("it has more than " + (mostBytes >> 20) + " MB unpacked");
        }
        int from = at + LOCAL_LENGTH + nameLength + Short.toUnsignedInt(bytes.getShort(at + 28));
        return entry.unpacked(bytes.slice(from, entry.packed()));
    }
}

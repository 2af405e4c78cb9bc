package dev.serai.cache;

import dev.serai.wire.RawObject;
import dev.serai.wire.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A digest over texts and JSON in canonical form. Each part is told with its length, so that no two sequences of parts are
 * the same bytes. Of JSON the members of the outermost object are taken by name, and blanks between values are left out; all
 * else counts as it is written: {@code 1} is neither {@code "1"} nor {@code 1.0}, and the order of an object's members within
 * a value may mean something to a model, as in a schema.
 */
final class KeyDigest {

    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";

    /** Two requests that differ in no more than this ask for the same answer in two forms. */
    private static final String FORM_ALONE = "\\{\\s*\"include_usage\"\\s*:\\s*(true|false)\\s*}";

    private static final int LONGEST_FORM = 64;

    private final MessageDigest sha256 = Sha256.begin();

    /** What is still to be digested: a request is a hundred small pieces, and each would be a call of its own. */
    private final ByteBuffer pieces = ByteBuffer.allocate(4 << 10);

    /** Adds a text. */
    KeyDigest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        count(bytes.length);
        put(bytes, 0, bytes.length);
        return this;
    }

    /** Adds texts in their order. */
    KeyDigest add(Collection<String> texts) {
        count(texts.size());
        texts.forEach(this::add);
        return this;
    }

    /** Adds texts with their names. */
    KeyDigest add(SortedMap<String, String> texts) {
        count(texts.size());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            add(text.getKey()).add(text.getValue());
        }
        return this;
    }

    /** Adds all members of a request, but those that say in which form the answer is to come. */
    KeyDigest add(RawObject request) {
        for (String name : new TreeSet<>(request.names())) {
            RawObject.Slice value = request.get(name);
            if (!name.equals(STREAM) && !(name.equals(STREAM_OPTIONS) && isFormAlone(value))) {
                add(name);
                json(value);
                room(1).put((byte) 0); // which no JSON has
            }
        }
        return this;
    }

    private static boolean isFormAlone(RawObject.Slice value) {
        return value.is("null")
                || (value.length() <= LONGEST_FORM
                        && new String(value.source(), value.start(), value.length(), StandardCharsets.UTF_8)
                                .matches(FORM_ALONE));
    }

    /** A value without the blanks that are in no text. */
    private void json(RawObject.Slice value) {
        byte[] source = value.source();
        int end = value.end();
        int from = value.start();
        for (int i = from; i < end; i++) {
            byte b = source[i];
            if (b == '"') {
                i = endOfText(source, i, end);
            } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                put(source, from, i - from);
                from = i + 1;
            }
        }
        put(source, from, end - from);
    }

    /** Where the quote is that ends a text. */
    private static int endOfText(byte[] source, int quote, int end) {
        int i = quote + 1;
        while (i < end && source[i] != '"') {
            i += source[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private void count(int count) {
        room(Integer.BYTES).putInt(count);
    }

    private void put(byte[] source, int from, int length) {
        if (length <= pieces.capacity()) {
            room(length).put(source, from, length);
        } else {
            room(pieces.capacity());
            sha256.update(source, from, length);
        }
    }

    /** Room for so many bytes, at most all that there is. */
    private ByteBuffer room(int length) {
        if (pieces.remaining() < length) {
            sha256.update(pieces.flip());
            pieces.clear();
        }
        return pieces;
    }

    /** What it comes to; nothing can be added any more. */
    String hex() {
        sha256.update(pieces.flip());
        return HexFormat.of().formatHex(sha256.digest());
    }
}

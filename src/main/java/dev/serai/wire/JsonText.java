package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.Arrays;

/** What is around JSON: the bytes before it, and the places in it. */
public final class JsonText {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final int LONGEST_PLACE = 200;

    private JsonText() {}

    /** Makes blanks of the byte order mark that some programs write first (RFC 8259, 8.1): a copy may be large. */
    public static byte[] unmarked(byte[] bytes) {
        if (startsWithMark(bytes, 0, bytes.length)) {
            Arrays.fill(bytes, 0, BYTE_ORDER_MARK.length, (byte) ' ');
        }
        return bytes;
    }

    /**
     * How many bytes of a byte order mark stand before the JSON.
     *
     * @throws JsonParseException if it is in an encoding of two or four bytes
     */
    static int markLength(byte[] bytes, int offset, int length) throws JsonParseException {
        if (isWide(bytes, offset, length)) {
            throw new JsonParseException(null, "it is in UTF-16 or UTF-32, and has to be in UTF-8");
        }
        return startsWithMark(bytes, offset, length) ? BYTE_ORDER_MARK.length : 0;
    }

    /** Whether it is in UTF-16 or UTF-32: the first characters of JSON are ASCII, so that half of their bytes are 0. */
    static boolean isWide(byte[] bytes, int offset, int length) {
        if (length < 2) {
            return false;
        }
        int first = Byte.toUnsignedInt(bytes[offset]);
        int second = Byte.toUnsignedInt(bytes[offset + 1]);
        return first == 0 || second == 0 || (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    private static boolean startsWithMark(byte[] bytes, int offset, int length) {
        int mark = BYTE_ORDER_MARK.length;
        return length >= mark && Arrays.equals(bytes, offset, offset + mark, BYTE_ORDER_MARK, 0, mark);
    }

    /** Where a parser stands, as OpenAI writes it: {@code messages[2].content}; null before anything. */
    static String place(JsonParser json) {
        StringBuilder place = new StringBuilder();
        for (JsonStreamContext at = json.getParsingContext(); !at.inRoot(); at = at.getParent()) {
            String step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : "." + at.getCurrentName();
            if (place.length() + step.length() > LONGEST_PLACE) {
                place.setLength(0); // too deep to be told whole: its beginning is
            }
            place.insert(0, step.length() > LONGEST_PLACE ? "" : step);
        }
        return place.isEmpty() ? null : place.substring(place.charAt(0) == '.' ? 1 : 0);
    }
}

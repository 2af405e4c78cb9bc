package dev.serai.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;

/** What a frame's headers say of it; those that say something else are looked over. */
final class FrameHeaders {

    private static final int STRING = 7;

    /** How many bytes a value has, by its type; -1 where its length stands before it. */
    private static final int[] SIZES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    /** What is longer is no name of an event. */
    private static final int LONGEST_TYPE = 128;

    private final byte[] bytes;
    private final int end;
    private int at;
    private String messageType = "";
    private String type = "";
    private String code = "";
    private String message = "";

    private FrameHeaders(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /**
     * Reads them.
     *
     * @param bytes that begin with them
     * @param length how many of the bytes are headers
     * @throws BrokenFrame if they are none
     */
    static FrameHeaders of(byte[] bytes, int length) throws BrokenFrame {
        FrameHeaders headers = new FrameHeaders(bytes, length);
        while (headers.at < length) {
            headers.next();
        }
        return headers;
    }

    private void next() throws BrokenFrame {
        int nameLength = number(1);
        int name = at;
        skip(nameLength);
        int kind = number(1);
        if (kind >= SIZES.length) {
            throw new BrokenFrame("a header of a frame has an unknown type");
        }
        int size = SIZES[kind] < 0 ? number(2) : SIZES[kind];
        int value = at;
        skip(size);
        if (kind == STRING && nameLength > 0 && bytes[name] == ':') {
            note(text(name, nameLength), value, size);
        }
    }

    private void note(String name, int value, int size) {
        switch (name) {
            case ":message-type" -> messageType = text(value, size);
            case ":event-type", ":exception-type" -> type = text(value, size);
            case ":error-code" -> code = text(value, size);
            case ":error-message" -> message = text(value, size);
            default -> {}
        }
    }

    private int number(int length) throws BrokenFrame {
        int from = at;
        skip(length);
        int first = bytes[from] & 0xff;
        return length == 1 ? first : (first << 8) | (bytes[from + 1] & 0xff);
    }

    private void skip(int length) throws BrokenFrame {
        if (length > end - at) {
            throw new BrokenFrame("a header of a frame is longer than all of them");
        }
        at += length;
    }

    private String text(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** {@code event}, {@code exception} or {@code error}; empty if none of them says. */
    String messageType() {
        return messageType;
    }

    /**
     * The event's, or the exception's.
     *
     * @throws BrokenFrame if it is no plain word
     */
    String type() throws BrokenFrame {
        boolean plain = !type.isEmpty() && type.length() <= LONGEST_TYPE;
        for (int i = 0; plain && i < type.length(); i++) {
            char c = type.charAt(i);
            plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }
        if (!plain) {
            throw new BrokenFrame("a frame does not say of which type it is");
        }
        return type;
    }

    /** What an error is, which has no payload. */
    ObjectNode error() {
        ObjectNode error =
                Json.MAPPER.createObjectNode().put("type", "exception").put("name", code);
        error.putObject("data").put("message", message);
        return error;
    }
}

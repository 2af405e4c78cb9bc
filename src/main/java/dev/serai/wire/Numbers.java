package dev.serai.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** An array of numbers as the bytes that it came in: it keeps its digits, and nobody pays for a number's objects. */
@SuppressWarnings("unchecked") // of ArrayNode's deepCopy
final class Numbers extends LazyArray {

    private static final long serialVersionUID = 1L;
    private static final int PIECE = 4096;

    private final transient byte[] source;
    private final int start;
    private final int end;

    /** The array is {@code source[start, end)}, brackets included, which is JSON. */
    Numbers(byte[] source, int start, int end, int size) {
        super(size);
        this.source = source;
        this.start = start;
        this.end = end;
    }

    @Override
    ArrayNode nodes() {
        try {
            return (ArrayNode) Json.parse(source, start, end - start);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    @Override
    void floats(ByteBuffer to) {
        try (JsonParser json = Json.FACTORY.createParser(source, start, end - start)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                to.putFloat(json.getFloatValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    @Override
    void write(JsonGenerator json) throws IOException {
        char[] piece = new char[Math.min(PIECE, end - start)];
        for (int from = start; from < end; from += piece.length) {
            int length = Math.min(piece.length, end - from);
            for (int i = 0; i < length; i++) {
                piece[i] = (char) source[from + i]; // numbers, commas and blanks are ASCII
            }
            if (from == start) {
                json.writeRawValue(piece, 0, length);
            } else {
                json.writeRaw(piece, 0, length);
            }
        }
    }
}

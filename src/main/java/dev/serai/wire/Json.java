package dev.serai.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The one way to read and write JSON here: UTF-8 only, a byte order mark before it is passed over, numbers keep their
 * digits (a 64-bit id or a price must not pass through a double), nesting and numbers are bounded, long strings (base64
 * images) are not.
 */
public final class Json {

    /** Deeper JSON is refused: recursion over it would exhaust the stack. */
    public static final int MAX_DEPTH = 1000;

    private static final int MAX_NAME = 2048;

    /** How many buffers wait to be used again: more are rarely in use at once, since nothing waits while it has one. */
    private static final int BUFFERS = 64;

    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // the default pool is per thread, of no use where each request has a (virtual) thread of its own
            .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS))
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME) // names are kept, to be recognised again
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .nodeFactory(new NumberBounds())
            .build();

    private Json() {}

    /**
     * Reads a tree.
     *
     * @throws JsonProcessingException if the bytes are not one JSON value
     */
    public static JsonNode parse(byte[] bytes) throws JsonProcessingException {
        return parse(bytes, 0, bytes.length);
    }

    /**
     * Reads a tree from part of an array.
     *
     * @throws JsonProcessingException if the slice is not one JSON value
     */
    public static JsonNode parse(byte[] bytes, int offset, int length) throws JsonProcessingException {
        int mark = JsonText.markLength(bytes, offset, length);
        try (JsonParser json = FACTORY.createParser(bytes, offset + mark, length - mark)) {
            try {
                JsonNode tree = MAPPER.readTree(json);
                return tree == null ? MAPPER.missingNode() : tree;
            } catch (ArithmeticException | NumberFormatException e) {
                throw new NumberBounds.Exceeded(json, e);
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Appends a text as a JSON string, and {@code null} for null. */
    public static void quote(String text, StringBuilder to) {
        if (text == null) {
            to.append("null");
            return;
        }
        to.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, to);
        to.append('"');
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing JSON", e);
        }
    }

    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }
}

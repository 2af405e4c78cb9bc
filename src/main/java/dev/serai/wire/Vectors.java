package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads a tree of JSON whose arrays of numbers stay the bytes that they are: a thousand embeddings of 3,072 numbers are
 * 39 MB, and three million objects of a number each would be ten times that.
 */
public final class Vectors {

    private static final int PER_VALUE = 120;
    private static final int STEP = 1 << 16;

    private final byte[] bytes;
    private final JsonParser json;
    private final Memory memory;
    private long estimated;
    private long taken;
    private int longest;

    private Vectors(byte[] bytes, JsonParser json, Memory memory) {
        this.bytes = bytes;
        this.json = json;
        this.memory = memory;
    }

    /**
     * Reads one value, not to be changed afterwards: the tree refers to the bytes.
     *
     * @param memory what the tree's objects are taken of as they are made
     * @throws JsonProcessingException if it is not one JSON value
     */
    public static JsonNode parse(byte[] bytes, Memory memory) throws JsonProcessingException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            json.nextToken();
            JsonNode tree = new Vectors(bytes, json, memory).value();
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "there is more after its end");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private JsonNode value() throws IOException {
        count(PER_VALUE);
        JsonToken token = json.currentToken();
        if (token == null) {
            throw new JsonParseException(json, "there is nothing in it");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> text();
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            default -> number();
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = Json.MAPPER.createObjectNode();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            count(PER_VALUE);
            json.nextToken();
            object.set(name, value());
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        JsonToken token = json.nextToken();
        if (token.isNumeric()) {
            return numbers(start);
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            array.add(value());
        }
        return array;
    }

    private ArrayNode numbers(int start) throws IOException {
        int size = 1;
        boolean all = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            all &= token.isNumeric();
            size++;
            json.skipChildren();
        }
        int end = (int) json.currentLocation().getByteOffset();
        if (all) {
            return new Numbers(bytes, start, end, size);
        }
        memory.take(TreeSize.of(bytes, start, end));
        return (ArrayNode) Json.parse(bytes, start, end - start);
    }

    private JsonNode text() throws IOException {
        String text = json.getText();
        // characters of two bytes, or what becomes of base64; the longest one is also there while it is read
        count(2L * text.length() + 2L * Math.max(0, text.length() - longest));
        longest = Math.max(longest, text.length());
        return TextNode.valueOf(text);
    }

    private JsonNode number() throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        return Json.parse(bytes, start, json.getTextLength());
    }

    private void count(long more) {
        estimated += more;
        if (estimated > taken) {
            memory.take(estimated + STEP - taken);
            taken = estimated + STEP;
        }
    }
}

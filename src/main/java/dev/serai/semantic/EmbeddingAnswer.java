package dev.serai.semantic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads vectors out of an answer of OpenAI's embeddings, without a tree. Its provider is not to be believed: there has to be
 * one for each text, all of one length, which is bounded, of numbers that a float can hold.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings/object">OpenAI's embedding object</a>
 */
final class EmbeddingAnswer {

    private final JsonParser json;
    private final Memory memory;
    private final String space;
    private final Embedding[] found;
    private float[] values = new float[64];

    private EmbeddingAnswer(JsonParser json, Memory memory, String space, int texts) {
        this.json = json;
        this.memory = memory;
        this.space = space;
        this.found = new Embedding[texts];
    }

    /**
     * The vectors of an answer, in the order of the texts.
     *
     * @param memory they are taken of this
     * @param space as {@link Embedding} has it
     * @throws IOException if it is none, or has not what was asked for
     */
    static List<Embedding> read(byte[] answer, Memory memory, String space, int texts) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(answer)) {
            return new EmbeddingAnswer(json, memory, space, texts).read();
        }
    }

    private List<Embedding> read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw unusable("it is no object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean data = json.currentName().equals("data");
            if (json.nextToken() == JsonToken.START_ARRAY && data) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    element();
                }
            }
            json.skipChildren();
        }
        for (Embedding it : found) {
            if (it == null || !it.isComparable(found[0])) {
                throw unusable("there is not a vector for each text, of one length");
            }
        }
        return List.of(found);
    }

    private void element() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unusable("what is in its data is no object");
        }
        int index = -1;
        Embedding embedding = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("index") && token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() < 5) {
                index = json.getIntValue();
            } else if (name.equals("embedding") && token == JsonToken.START_ARRAY) {
                embedding = vector();
            }
            json.skipChildren();
        }
        if (index < 0 || index >= found.length || found[index] != null || embedding == null) {
            throw unusable("a vector is of no text, or has no direction");
        }
        found[index] = embedding;
    }

    private Embedding vector() throws IOException {
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            // a number with very many digits is not worth reading
            if (!json.currentToken().isNumeric() || json.getTextLength() > 64 || size == Embedding.LONGEST) {
                throw unusable("a vector is none, or too long");
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = json.getFloatValue();
        }
        memory.take((long) Float.BYTES * size);
        return Embedding.of(space, Arrays.copyOf(values, size));
    }

    private static IOException unusable(String why) {
        return new IOException("The answer has no embeddings that can be used: " + why);
    }
}

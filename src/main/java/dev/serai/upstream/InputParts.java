package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.ApiException;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The inputs of an embeddings request in parts of as many as a provider takes, each as the bytes that it came in. */
final class InputParts {

    /** Each is a request to the provider. */
    private static final int MOST_PARTS = 100;

    private InputParts() {}

    /**
     * Divides the inputs.
     *
     * @param most inputs of a part
     * @return fewer than two where all go at a time: a text, an array of numbers, which is one input, or few
     * @throws ApiException 400 if there are more than anybody means
     */
    static List<Slice> of(Slice input, int most) {
        List<Slice> parts = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(input.source(), input.start(), input.length())) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return parts;
            }
            JsonToken token = json.nextToken();
            if (token.isNumeric()) {
                return parts;
            }
            while (token != JsonToken.END_ARRAY) {
                if (parts.size() == MOST_PARTS) {
                    throw ApiException.badRequest(
                            "invalid_value",
                            "input",
                            "'input' has more than " + MOST_PARTS * most + " elements, which are too many at a time");
                }
                int start = input.start() + (int) json.currentTokenLocation().getByteOffset();
                int end = start;
                for (int i = 0; i < most && token != JsonToken.END_ARRAY; i++) {
                    json.skipChildren();
                    json.finishToken();
                    end = input.start() + (int) json.currentLocation().getByteOffset();
                    token = json.nextToken();
                }
                parts.add(array(input.source(), start, end));
            }
            return parts;
        } catch (JsonProcessingException e) {
            throw InvalidJson.within("input", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static Slice array(byte[] source, int start, int end) {
        ByteArrayOutputStream array = new ByteArrayOutputStream(end - start + 2);
        array.write('[');
        array.write(source, start, end - start);
        array.write(']');
        return Slice.of(array.toByteArray());
    }
}

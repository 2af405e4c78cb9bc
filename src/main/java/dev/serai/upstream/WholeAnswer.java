package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks through an answer that is passed untouched: whole JSON, no error in it. */
final class WholeAnswer {

    /**
     * What one look found.
     *
     * @param usage null if there is none
     */
    record Look(boolean object, boolean error, JsonNode usage) {}

    private WholeAnswer() {}

    /**
     * Reads the answer to its end without keeping more of it than its usage.
     *
     * @throws JsonProcessingException if it is not one JSON value
     */
    static Look look(byte[] bytes) throws JsonProcessingException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Look(false, false, null);
            }
            boolean error = false;
            JsonNode usage = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                error |= name.equals("error") && value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
                int start = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                    usage = Json.parse(
                            bytes, start, (int) json.currentLocation().getByteOffset() - start);
                }
            }
            return new Look(json.nextToken() == null, error, usage);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}

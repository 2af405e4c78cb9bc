package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks through an answer that is passed untouched: whole JSON, no error in it. */
final class WholeAnswer {

    /** What one look found. */
    record Look(boolean object, boolean error) {}

    private WholeAnswer() {}

    /**
     * Reads the answer to its end without keeping any of it.
     *
     * @throws JsonProcessingException if it is not one JSON value
     */
    static Look look(byte[] bytes) throws JsonProcessingException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Look(false, false);
            }
            boolean error = false;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean isError = json.currentName().equals("error");
                JsonToken value = json.nextToken();
                error |= isError && value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
                json.skipChildren();
            }
            return new Look(json.nextToken() == null, error);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}

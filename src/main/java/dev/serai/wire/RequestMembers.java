package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.RawObject.Slice;
import java.io.IOException;

/** The members of a request's body, read once and without building a tree: it is one JSON object, and none of them is there twice. */
final class RequestMembers {

    /** Looks at a member's value, at which the parser stands, and leaves the parser at its end. */
    @FunctionalInterface
    interface Look {
        void at(String name) throws IOException;
    }

    private RequestMembers() {}

    /**
     * Reads them all.
     *
     * @param json at the beginning of the bytes
     * @param members where they are noted, in their order
     * @throws ApiException 400, if it is no such object
     */
    static void read(JsonParser json, byte[] bytes, RawObject members, Look look) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw ApiException.badRequest(null, null, "The request body must be a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (members.get(name) != null) {
                throw ApiException.badRequest(null, name, "'" + name + "' is given twice");
            }
            json.nextToken();
            int start = (int) json.currentTokenLocation().getByteOffset();
            look.at(name);
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                json.finishToken(); // strings are read lazily: only now is their end known
            }
            members.put(
                    name, new Slice(bytes, start, (int) json.currentLocation().getByteOffset()));
        }
        if (json.nextToken() != null) {
            throw ApiException.badRequest(null, null, "The request body has more after its JSON object");
        }
    }
}

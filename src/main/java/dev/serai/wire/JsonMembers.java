package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Where the members of a JSON object are, found without building a tree. */
public final class JsonMembers {

    private JsonMembers() {}

    /**
     * Looks through an object.
     *
     * @throws IOException if it is none
     */
    public static RawObject of(byte[] bytes, int start, int end) throws IOException {
        return read(bytes, start, end, false);
    }

    /**
     * The same of one that all read alike: no member is there twice.
     *
     * @throws IOException if it is none
     */
    public static RawObject distinct(byte[] bytes, int start, int end) throws IOException {
        return read(bytes, start, end, true);
    }

    private static RawObject read(byte[] bytes, int start, int end, boolean distinct) throws IOException {
        RawObject members = new RawObject();
        try (JsonParser json = Json.FACTORY.createParser(bytes, start, end - start)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (distinct && members.get(name) != null) {
                    throw new IOException("a member is there twice");
                }
                json.nextToken();
                int from = start + (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    json.finishToken(); // strings are read lazily: only now is their end known
                }
                int to = start + (int) json.currentLocation().getByteOffset();
                members.put(name, new RawObject.Slice(bytes, from, to));
            }
        }
        return members;
    }
}

package dev.serai.answers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ids of the items of an answer, found without building a tree. */
final class ItemIds {

    private static final int MOST = 1000;

    private ItemIds() {}

    /**
     * Looks through them.
     *
     * @param output the member of an answer; null for none
     */
    static List<String> of(RawObject.Slice output) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        if (output != null) {
            try (JsonParser json = Json.FACTORY.createParser(output.source(), output.start(), output.length())) {
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT && ids.size() < MOST) {
                        item(json, ids);
                    }
                }
            }
        }
        return List.copyOf(ids);
    }

    private static void item(JsonParser json, Set<String> ids) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean id = json.currentName().equals("id");
            if (json.nextToken() == JsonToken.VALUE_STRING && id && AnswerId.is(json.getText())) {
                ids.add(json.getText());
            }
            json.skipChildren();
        }
    }
}

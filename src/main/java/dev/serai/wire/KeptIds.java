package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the ids of what providers keep, files for example, in a request to a model: by the members that they stand in. */
final class KeptIds {

    private static final Set<String> NAMES = Set.of(
            "file_id",
            "file_ids",
            "input_file_id",
            "vector_store_id",
            "vector_store_ids",
            "container",
            "container_id",
            "characters",
            "conversation",
            "skill_id",
            "library_id",
            "library_ids");

    private static final int MOST = 1000;
    private static final int LONGEST = 256;
    private static final String ID = "id";

    private List<String> found = List.of();

    /** Whether a member of this name has some. */
    static boolean isName(String member) {
        return NAMES.contains(member);
    }

    /** Whether a field of a form has some: it says in brackets what JSON says within an object, {@code a[file_id]}. */
    static boolean isField(String name) {
        for (String part : name.split("[\\[\\]]+", MOST)) {
            if (isName(part)) {
                return true;
            }
        }
        return false;
    }

    /** Looks through a member's value, at which the parser stands, and leaves the parser at its end. */
    void member(JsonParser json, String name) throws IOException {
        if (isName(name)) {
            value(json);
        } else {
            within(json, false);
        }
    }

    /** The same for a value of which it is known that it is, or has, ids. */
    void value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            add(json);
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                value(json);
            }
        } else {
            within(json, true);
        }
    }

    private void within(JsonParser json, boolean kept) throws IOException {
        if (!json.currentToken().isStructStart()) {
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.FIELD_NAME && (isName(json.currentName()) || isId(json, kept, depth))) {
                json.nextToken();
                value(json);
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }
    }

    private static boolean isId(JsonParser json, boolean kept, int depth) throws IOException {
        return kept && depth == 1 && json.currentName().equals(ID);
    }

    private void add(JsonParser json) throws IOException {
        if (json.getTextLength() > LONGEST) {
            return;
        }
        if (found.isEmpty()) {
            found = new ArrayList<>(4);
        }
        if (found.size() == MOST) {
            throw ApiException.badRequest(
                    "too_many_ids", null, "The request names more than " + MOST + " files and the like");
        }
        found.add(json.getText());
    }

    /** Those that were there. */
    List<String> found() {
        return found;
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashSet;
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
            "library_ids",
            "cachedContent",
            "cached_content",
            "fileSearchStoreNames",
            "file_search_store_names");

    /** Members whose texts say where something is, which may be at the provider, or are the thing itself. */
    private static final Set<String> ADDRESSES = Set.of(
            "url",
            "uri",
            "fileUri",
            "file_uri",
            "file_url",
            "file_data",
            "image_url",
            "audio_url",
            "video_url",
            "document_url");

    /** Of all; a text that is there again is none. */
    private static final int MOST = 10_000;

    private static final String ID = "id";

    private final TextBeginning texts;
    private final Set<String> found = new LinkedHashSet<>(0);

    /** Looks through these bytes, which a parser reads. */
    KeptIds(byte[] bytes) {
        this.texts = new TextBeginning(bytes);
    }

    /** Whether a member of this name has some. */
    static boolean isName(String member) {
        return NAMES.contains(member);
    }

    /** Whether a text of this name may be one, as an address. */
    static boolean isAddress(String member) {
        return ADDRESSES.contains(member);
    }

    /** Whether a field of a form has some: it says in brackets what JSON says within an object, {@code a[file_id]}. */
    static boolean isField(String name) {
        for (String part : name.split("[\\[\\]]+", MOST)) {
            if (isName(part) || isAddress(part)) {
                return true;
            }
        }
        return false;
    }

    /** Looks through a member's value, at which the parser stands, and leaves the parser at its end. */
    void member(JsonParser json, String name) throws IOException {
        if (isName(name) || (isAddress(name) && isText(json))) {
            value(json);
        } else {
            within(json, false);
        }
    }

    private static boolean isText(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_STRING || json.currentToken() == JsonToken.START_ARRAY;
    }

    /** The same for a value of which it is known that it is, or has, ids. */
    void value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            add(texts.of(json));
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
            if (token == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (isName(name) || (isAddress(name) && isText(json)) || (kept && depth == 1 && name.equals(ID))) {
                    value(json);
                } else if (value.isStructStart()) {
                    depth++;
                }
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }
    }

    /** Notes one, unless it is the thing itself. */
    void add(String text) {
        if (text.isEmpty() || TextBeginning.isData(text)) {
            return;
        }
        if (found.size() == MOST) {
            throw ApiException.badRequest(
                    "too_many_ids", null, "The request names more than " + MOST + " files, addresses and the like");
        }
        found.add(text);
    }

    /** Those that were there. */
    List<String> found() {
        return List.copyOf(found);
    }
}

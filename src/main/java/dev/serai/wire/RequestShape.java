package dev.serai.wire;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Map;
import java.util.Set;

/** What requests of the operations have to have, and in which form, beside the model. */
final class RequestShape {

    private static final String TEXT = "a string";
    private static final String LIST = "an array";
    private static final String EITHER = "a string or an array";

    /** The prompts that are of one form only. */
    private static final Map<String, String> FORMS = Map.of(
            "rerank", LIST,
            "images", TEXT,
            "imageEdits", TEXT,
            "imageVariations", TEXT,
            "speech", TEXT,
            "transcriptions", TEXT,
            "translations", TEXT);

    /** Operations on something that is no prompt. */
    private static final Set<String> WITHOUT = Set.of("imageVariations", "transcriptions", "translations");

    private RequestShape() {}

    static boolean requiresPrompt(String operation) {
        return !WITHOUT.contains(operation);
    }

    static boolean allows(String operation, JsonToken token) {
        String form = expected(operation);
        return (token == JsonToken.VALUE_STRING && !form.equals(LIST))
                || (token == JsonToken.START_ARRAY && !form.equals(TEXT));
    }

    static String expected(String operation) {
        return FORMS.getOrDefault(operation, EITHER);
    }

    /**
     * Checks what an operation has besides, and gives it one name where clients have several.
     *
     * @throws ApiException 400, naming the field at fault
     */
    static void complete(String operation, RawObject members) {
        if (operation.startsWith("image")) {
            requireCount(members.get("n"));
        } else if (operation.equals("rerank")) {
            completeRanking(members);
        }
    }

    /** What one reads as one image and another as ten would be paid for as one. */
    private static void requireCount(RawObject.Slice n) {
        boolean quoted = n != null && n.source()[n.start()] == '"';
        RawObject.Slice digits = quoted ? new RawObject.Slice(n.source(), n.start() + 1, n.end() - 1) : n;
        if (n != null && !n.is("null") && digits.count() < 1) {
            throw RequestScanner.wrongType("n", "an integer, from 1");
        }
    }

    private static void completeRanking(RawObject members) {
        RawObject.Slice query = members.get("query");
        if (query == null) {
            throw RequestScanner.missing("query");
        }
        if (query.source()[query.start()] != '"') {
            throw RequestScanner.wrongType("query", TEXT);
        }
        if (isEmpty(members.get("documents"))) {
            throw ApiException.badRequest(
                    "invalid_value", "documents", "'documents' is empty; give at least one document");
        }
        if (members.get("top_n") == null) {
            members.rename("top_k", "top_n"); // Voyage's word for it
        }
        members.remove("top_k");
    }

    private static boolean isEmpty(RawObject.Slice array) {
        int at = array.start() + 1;
        while (array.source()[at] <= ' ') {
            at++;
        }
        return array.source()[at] == ']';
    }
}

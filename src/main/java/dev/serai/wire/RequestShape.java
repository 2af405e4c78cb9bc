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
            "videos", TEXT,
            "transcriptions", TEXT,
            "translations", TEXT);

    /** More than any model makes, at once and in a row; what is held for it in budgets is bounded by that. */
    private static final int MOST_VIDEOS = 100;

    private static final int LONGEST_VIDEO = 3600;

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
        requireElements(Operations.promptMember(operation), members);
        if (operation.startsWith("image")) {
            requireCount("n", members.get("n"), Integer.MAX_VALUE);
        } else if (operation.equals("videos")) {
            requireCount("n", members.get("n"), MOST_VIDEOS);
            requireCount("seconds", members.get("seconds"), LONGEST_VIDEO);
        } else if (operation.equals("rerank")) {
            completeRanking(members);
        }
    }

    /** What one reads as one image and another as ten would be paid for as one. */
    private static void requireCount(String name, RawObject.Slice count, int most) {
        if (count == null || count.is("null")) {
            return;
        }
        long digits = digits(count);
        if (digits < 1 || digits > most) {
            String bound = most == Integer.MAX_VALUE ? "" : " to " + most;
            throw RequestScanner.wrongType(name, "an integer, from 1" + bound);
        }
    }

    /** A number that counts something, be it that it is told as a text; -1 if it is none. */
    static long digits(RawObject.Slice count) {
        boolean quoted = count.length() > 1 && count.source()[count.start()] == '"';
        return (quoted ? new RawObject.Slice(count.source(), count.start() + 1, count.end() - 1) : count).count();
    }

    private static void completeRanking(RawObject members) {
        RawObject.Slice query = members.get("query");
        if (query == null) {
            throw RequestScanner.missing("query");
        }
        if (query.source()[query.start()] != '"') {
            throw RequestScanner.wrongType("query", TEXT);
        }
        if (members.get("top_n") == null) {
            members.rename("top_k", "top_n"); // Voyage's word for it
        }
        members.remove("top_k");
    }

    private static void requireElements(String name, RawObject members) {
        RawObject.Slice prompt = members.get(name);
        if (prompt != null && prompt.source()[prompt.start()] == '[' && isEmpty(prompt)) {
            String element = name.equals("documents") ? "document" : "element";
            throw ApiException.badRequest(
                    "invalid_value", name, "'" + name + "' is empty; give at least one " + element);
        }
    }

    private static boolean isEmpty(RawObject.Slice array) {
        int at = array.start() + 1;
        while (array.source()[at] <= ' ') {
            at++;
        }
        return array.source()[at] == ']';
    }
}

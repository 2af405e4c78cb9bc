package dev.serai.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.List;

/** What to say of a caller's JSON that cannot be read. */
public final class InvalidJson {

    /** What begins words on features and sources. */
    private static final List<String> OF_PROGRAMMERS = List.of(
            ": maybe a (non-standard) comment", ": enable ", " (start marker", " (not recognized", " [Source", " `");

    private InvalidJson() {}

    /** 400: the body is not what it should be. */
    public static ApiException refusal(JsonProcessingException error) {
        return refusal(error, error.getProcessor() instanceof JsonParser json ? JsonText.place(json) : null);
    }

    /** 400 of a value that is a member of the request. */
    public static ApiException within(String member, JsonProcessingException error) {
        String inner = error.getProcessor() instanceof JsonParser json ? JsonText.place(json) : null;
        return refusal(error, inner == null ? member : member + (inner.startsWith("[") ? "" : ".") + inner);
    }

    /**
     * The same where it is known what was being read.
     *
     * @param place path of the field, or null
     */
    static ApiException refusal(JsonProcessingException error, String place) {
        if (error instanceof NumberBounds.Exceeded) {
            return ApiException.badRequest(
                    "invalid_value",
                    place,
                    (place == null ? "The request body" : "'" + place + "'") + " is or has a number out of range");
        }
        if (error instanceof StreamConstraintsException) {
            return ApiException.badRequest(
                    null,
                    place,
                    "The request body is nested over " + Json.MAX_DEPTH
                            + " levels deep, or has a number or a name of thousands of characters");
        }
        JsonLocation at = error.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return ApiException.badRequest(null, null, "The request body is not valid JSON: " + reason(error) + where);
    }

    /** What the parser says, without what it says to those who program it. */
    private static String reason(JsonProcessingException error) {
        if (error instanceof JsonEOFException) {
            return "it ends too early";
        }
        if (error instanceof MismatchedInputException) {
            return "there is something behind its end";
        }
        String said = error.getOriginalMessage();
        int end = OF_PROGRAMMERS.stream()
                .mapToInt(said::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(said.length());
        return said.substring(0, end);
    }
}

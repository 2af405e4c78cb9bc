package dev.serai.console;

import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a form that was sent, as the request's attribute {@link #ATTRIBUTE}.
 *
 * @param fields the last of each name
 */
record Form(Map<String, String> fields) {

    static final String ATTRIBUTE = "dev.serai.console.form";

    /** The field that says that a page of ours has sent it. */
    static final String TOKEN = "form";

    private static final int LONGEST = 64 << 10;

    /** Of who may write files of routes. */
    private static final int LONGEST_DRAFT = 2 << 20;

    private static final int MOST = 200;

    /**
     * Reads a request's body.
     *
     * @param drafts whether it may have a file in it
     * @throws ApiException 413 if it is more than a page of ours sends
     */
    static Form read(HttpServletRequest request, boolean drafts) throws IOException {
        int longest = drafts ? LONGEST_DRAFT : LONGEST;
        byte[] body = request.getInputStream().readNBytes(longest + 1);
        String[] parts = new String(body, StandardCharsets.UTF_8).split("&", MOST + 1);
        if (body.length > longest || parts.length > MOST) {
            throw new ApiException(
                    413, "invalid_request_error", "request_too_large", null, "No form of the console is that large");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : parts) {
            int sign = part.indexOf('=');
            if (sign > 0) {
                fields.put(decoded(part.substring(0, sign)), decoded(part.substring(sign + 1)));
            }
        }
        return new Form(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("invalid_form", null, "This is no form that a browser sends");
        }
    }

    /** A field without the blanks around it; empty where it is absent. */
    String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** A text of several lines as it was written; browsers end lines as HTTP does. */
    String lines(String name) {
        return fields.getOrDefault(name, "").replace("\r\n", "\n");
    }

    /** Whether a box is checked. */
    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** The words of a field, which blanks, commas or lines keep apart. */
    List<String> words(String name) {
        String text = text(name);
        return text.isEmpty() ? List.of() : List.of(text.split("[\\s,]+", -1));
    }
}

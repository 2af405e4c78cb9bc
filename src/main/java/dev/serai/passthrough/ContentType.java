package dev.serai.passthrough;

import dev.serai.wire.ApiException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a body is that is looked through: JSON, or a form. It is told in one way, whichever the client has: a provider does not
 * read it as anything else.
 *
 * @param boundary of a form; null of JSON
 */
record ContentType(String boundary) {

    private static final String FORM = "multipart/form-data";

    private static final Pattern BOUNDARY = Pattern.compile(
            "(?i)[^;]*(?:;\\s*charset=\"?utf-8\"?\\s*)?;\\s*boundary=(?:\"([\\w'()+,./:=?-]{1,70})\"|([\\w'()+,./:=?-]{1,70}))\\s*");

    private static final Pattern JSON =
            Pattern.compile("(?i)application/json\\s*(?:;\\s*charset=\"?(?:utf-8|us-ascii)\"?\\s*)?;?");

    private static final Pattern TOKEN = Pattern.compile("[\\w'+.-]+");

    /**
     * Reads one; null if it is another.
     *
     * @throws ApiException 400 if a form's names no boundary
     */
    static ContentType of(String said) {
        if (JSON.matcher(said).matches()) {
            return new ContentType(null);
        }
        if (!said.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).equals(FORM)) {
            return null;
        }
        Matcher named = BOUNDARY.matcher(said);
        if (!named.matches()) {
            throw ApiException.badRequest(
                    "invalid_multipart", null, "The content type of a multipart form names one boundary: boundary=…");
        }
        return new ContentType(named.group(1) == null ? named.group(2) : named.group(1));
    }

    @Override
    public String toString() {
        if (boundary == null) {
            return "application/json";
        }
        return FORM + "; boundary=" + (TOKEN.matcher(boundary).matches() ? boundary : '"' + boundary + '"');
    }
}

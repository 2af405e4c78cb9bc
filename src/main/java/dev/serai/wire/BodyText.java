package dev.serai.wire;

/** The text of a body that is to be JSON. */
final class BodyText {

    private BodyText() {}

    /** The body without a byte order mark, if it can be JSON at all. */
    static byte[] of(byte[] bytes) {
        if (bytes.length == 0) {
            throw ApiException.badRequest(null, null, "The request body is empty; send a JSON object");
        }
        if (JsonText.isWide(bytes, 0, bytes.length)) {
            throw ApiException.badRequest(null, null, "The request body is in UTF-16 or UTF-32; send UTF-8");
        }
        int malformed = Utf8.malformedAt(bytes);
        if (malformed >= 0) {
            throw ApiException.badRequest(null, null, "The request body is not UTF-8 at byte " + malformed);
        }
        return JsonText.unmarked(bytes);
    }
}

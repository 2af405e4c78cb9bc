package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.wire.RawObject.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds the parts of a form in its body, in one pass and wherever they stand: the bytes of files are looked through for the
 * boundary and left where they are. What the gateway reads of it may be there once only, since a provider may read the other.
 */
final class FormScan {

    /** More than any API has fields, and images to edit. */
    private static final int MOST_PARTS = 256;

    private static final int LARGEST_HEAD = 8 << 10;
    private static final int LARGEST_TEXT = 1 << 18;
    private static final int LONGEST_BOUNDARY = 70;
    /** Of a text: as bytes, as a string, as JSON. */
    private static final long COPIES = 4;

    private static final String BOUNDARY_MARKS = "'()+_,-./:=? ";

    private final byte[] body;
    private final byte[] delimiter;
    private final String boundary;
    private final Memory memory;
    private final List<Form.Part> parts = new ArrayList<>();
    private final Map<String, List<JsonNode>> values = new LinkedHashMap<>();

    private FormScan(byte[] body, String boundary, Memory memory) {
        this.body = body;
        this.boundary = boundary;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        this.memory = memory;
    }

    /**
     * Reads a form.
     *
     * @param memory what its texts are taken of
     * @throws ApiException 400, saying what is wrong, if it is none
     */
    static Form scan(byte[] body, String contentType, Memory memory) {
        String boundary = FormHead.parameter(contentType, "boundary");
        if (boundary == null || !isBoundary(boundary)) {
            throw bad("The Content-Type of a form has to name its boundary: multipart/form-data; boundary=…, up to "
                    + LONGEST_BOUNDARY + " letters, digits and marks");
        }
        FormScan scan = new FormScan(body, boundary, memory);
        scan.parts();
        String ours = "serai-" + UUID.randomUUID().toString().replace("-", "");
        return new Form(ours, List.copyOf(scan.parts), scan.fields());
    }

    static ApiException bad(String message) {
        return ApiException.badRequest("invalid_form", null, message);
    }

    private static boolean isBoundary(String boundary) {
        return !boundary.isBlank()
                && boundary.length() <= LONGEST_BOUNDARY
                && !boundary.endsWith(" ")
                && boundary.chars()
                        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || BOUNDARY_MARKS.indexOf(c) >= 0));
    }

    private void parts() {
        if (body.length == 0) {
            throw ApiException.badRequest(null, null, "The request body is empty; send a form");
        }
        int at = begins(0, 2) ? 0 : find(0);
        if (at < 0) {
            throw bad("The form's boundary '--" + boundary + "', which its Content-Type names, is not in the body");
        }
        int after = at == 0 && begins(0, 2) ? delimiter.length - 2 : at + delimiter.length;
        while (!isLast(after)) {
            int head = lineEnd(after);
            int content = headEnd(head);
            int end = find(content - 2); // what is empty ends where its head does
            if (end < 0) {
                throw bad("The form ends in the midst of a part: its last boundary, '--" + boundary
                        + "--', is missing. Was it sent to its end?");
            }
            part(head, content, Math.max(content, end));
            after = end + delimiter.length;
        }
        if (parts.isEmpty()) {
            throw bad("The form has no parts");
        }
    }

    /** Where the next delimiter is; -1 if there is none. It begins with the only CR in it, so no byte is compared twice. */
    private int find(int from) {
        for (int i = from; i <= body.length - delimiter.length; i++) {
            if (body[i] == '\r' && matches(i, 0) && endsLine(i + delimiter.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the body has the delimiter there, without so many of its first bytes. */
    private boolean begins(int at, int without) {
        return matches(at, without) && endsLine(at + delimiter.length - without);
    }

    private boolean matches(int at, int without) {
        int length = delimiter.length - without;
        return at + length <= body.length && Arrays.equals(body, at, at + length, delimiter, without, delimiter.length);
    }

    /** Behind a delimiter there are the dashes of the last one, or blanks and the line's end: else it is longer than ours. */
    private boolean endsLine(int at) {
        return isLast(at) || lineEnd(at) >= 0;
    }

    private boolean isLast(int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
            at++;
        }
        return at + 1 < body.length && body[at] == '\r' && body[at + 1] == '\n' ? at + 2 : -1;
    }

    /** Where the content begins behind the head and the empty line. */
    private int headEnd(int head) {
        int last = Math.min(body.length - 4, head + LARGEST_HEAD);
        for (int i = head - 2; i <= last; i++) {
            if (matches(i, 0)) {
                throw bad("The head of a part of the form has no end: an empty line is missing");
            }
            if (body[i] == '\r' && body[i + 1] == '\n' && body[i + 2] == '\r' && body[i + 3] == '\n') {
                return i + 4;
            }
        }
        throw bad(
                last < body.length - 4
                        ? "The head of a part of the form is longer than " + LARGEST_HEAD + " bytes"
                        : "The form ends in the head of a part. Was it sent to its end?");
    }

    private void part(int start, int content, int end) {
        if (parts.size() == MOST_PARTS) {
            throw bad("The form has more than " + MOST_PARTS + " parts");
        }
        int headLength = Math.max(0, content - 4 - start);
        FormHead head = FormHead.of(new String(body, start, headLength, StandardCharsets.UTF_8));
        Form.Part part = new Form.Part(head, new Slice(body, content, end));
        parts.add(part);
        values.computeIfAbsent(head.name(), name -> new ArrayList<>(1))
                .add(part.isFile() ? file(head, end - content) : text(head.name(), content, end));
    }

    private static JsonNode file(FormHead head, int bytes) {
        return Json.MAPPER
                .createObjectNode()
                .put("filename", head.fileName())
                .put("content_type", head.type())
                .put("bytes", bytes);
    }

    private JsonNode text(String name, int content, int end) {
        if (end - content > LARGEST_TEXT) {
            throw ApiException.badRequest(
                    "invalid_value",
                    name,
                    "'" + name + "' is longer than the " + LARGEST_TEXT
                            + " bytes that a text may have; the head of a file's part has a filename");
        }
        memory.take(COPIES * (end - content));
        byte[] text = Arrays.copyOfRange(body, content, end);
        if (Utf8.malformedAt(text) >= 0) {
            throw ApiException.badRequest(
                    null, name, "'" + name + "' is not UTF-8; the head of a file's part has a filename");
        }
        return TextNode.valueOf(new String(text, StandardCharsets.UTF_8));
    }

    /** Several of one name are an array. */
    private Map<String, Slice> fields() {
        Map<String, Slice> fields = new LinkedHashMap<>();
        values.forEach((name, all) -> fields.put(name, Slice.of(Json.bytes(all.size() == 1 ? all.get(0) : all))));
        return fields;
    }
}

package dev.serai.passthrough;

import dev.serai.wire.ApiException;
import dev.serai.wire.JsonPass;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through a multipart form while it passes, line by line in bounded memory: values of its fields, and texts in JSON of
 * its fields and files, which are told as members of their names.
 */
final class MultipartPass implements Scan {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i).*;\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s\";,]{1,70}))\\s*(?:;.*)?");

    /** Lines that matter are shorter: boundaries, headers, values. */
    private static final int LONGEST_LINE = 1024;

    private enum Place {
        BEFORE,
        HEADERS,
        FIELD,
        FILE
    }

    private final JsonPass.Sink fields;
    private final JsonPass.Sink files;
    private final byte[] delimiter;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private Place place = Place.BEFORE;
    private boolean file;
    private JsonPass json;

    /**
     * Begins.
     *
     * @param fields told of what is in fields
     * @param files told of what is in files
     * @throws ApiException 400 if the content type names no boundary
     */
    MultipartPass(String contentType, JsonPass.Sink fields, JsonPass.Sink files) {
        this.fields = fields;
        this.files = files;
        this.delimiter = ("--" + boundary(contentType)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String boundary(String contentType) {
        Matcher named = BOUNDARY.matcher(contentType);
        boolean once = contentType.toLowerCase(Locale.ROOT).split("boundary=", -1).length == 2;
        if (!once || !named.matches()) {
            throw ApiException.badRequest(
                    "invalid_multipart", null, "The content type of a multipart form names one boundary: boundary=…");
        }
        return named.group(1) == null ? named.group(2) : named.group(1);
    }

    @Override
    public void add(byte[] bytes, int offset, int count) {
        int from = offset;
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                content(bytes, from, i + 1 - from);
                from = i + 1;
                endLine();
            } else if (length < LONGEST_LINE) {
                line[length++] = bytes[i];
            }
        }
        content(bytes, from, offset + count - from);
    }

    private void content(byte[] bytes, int from, int count) {
        if (json != null) {
            json.add(bytes, from, count);
        }
    }

    private void endLine() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        boolean whole = length < LONGEST_LINE;
        length = 0;
        if (isDelimiter(end)) {
            endPart();
            place = Place.HEADERS;
            file = false;
        } else if (place == Place.HEADERS && end == 0) {
            place = file ? Place.FILE : Place.FIELD;
            json = new JsonPass(file ? files : fields, false, Set.of());
        } else if (place == Place.HEADERS) {
            file |= new String(line, 0, end, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains("filename=");
        } else if (place == Place.FIELD && whole) {
            fields.text("", new String(line, 0, end, StandardCharsets.ISO_8859_1).strip(), 0);
        }
    }

    private boolean isDelimiter(int end) {
        if (end < delimiter.length) {
            return false;
        }
        for (int i = 0; i < delimiter.length; i++) {
            if (line[i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private void endPart() {
        if (json != null) {
            json.end();
            json = null;
        }
    }

    @Override
    public void end() {
        endLine();
        endPart();
    }
}

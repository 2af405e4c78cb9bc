package dev.serai.passthrough;

import dev.serai.wire.ApiException;
import dev.serai.wire.JsonPass;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Looks through a multipart form while it passes, line by line in bounded memory: values of its fields, and texts in JSON of
 * its fields and files, which are told as members of their names. What servers read differently is refused: the provider
 * sees the same parts.
 */
final class MultipartPass implements Scan {

    /** Lines that matter are shorter: boundaries, headers, values. */
    private static final int LONGEST_LINE = 1024;

    private enum Place {
        BEFORE,
        HEADERS,
        FIELD,
        FILE,
        AFTER
    }

    private final JsonPass.Sink fields;
    private final JsonPass.Sink files;
    private final byte[] delimiter;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private byte last;
    private boolean wasCrLf = true;
    private Place place = Place.BEFORE;
    private PartHead head = new PartHead();
    private JsonPass json;

    /**
     * Begins.
     *
     * @param boundary that is between its parts
     * @param fields told of what is in fields
     * @param files told of what is in files
     */
    MultipartPass(String boundary, JsonPass.Sink fields, JsonPass.Sink files) {
        this.fields = fields;
        this.files = files;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void add(byte[] bytes, int offset, int count) {
        int from = offset;
        for (int i = offset; i < offset + count; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                content(bytes, from, i + 1 - from);
                from = i + 1;
                endLine(last == '\r');
            } else if (length < LONGEST_LINE) {
                line[length++] = b;
            }
            last = b;
        }
        content(bytes, from, offset + count - from);
    }

    private void content(byte[] bytes, int from, int count) {
        if (json != null) {
            json.add(bytes, from, count);
        }
    }

    private void endLine(boolean crLf) {
        boolean whole = length < LONGEST_LINE;
        int end = whole && crLf ? length - 1 : length;
        length = 0;
        if (isDelimiter(end)) {
            requireAgreed(wasCrLf && place != Place.AFTER);
            endPart();
            place = isLast(end) ? Place.AFTER : Place.HEADERS;
            requireAgreed(crLf || place == Place.AFTER);
            head = new PartHead();
        } else if (place == Place.BEFORE) {
            requireAgreed(end == 0);
        } else if (place == Place.HEADERS) {
            requireAgreed(crLf && whole);
            header(new String(line, 0, end, StandardCharsets.ISO_8859_1));
        } else if (place == Place.FIELD && whole) {
            fields.text(head.name(), new String(line, 0, end, StandardCharsets.ISO_8859_1).strip(), 0);
        }
        wasCrLf = crLf;
    }

    private void header(String text) {
        if (text.isEmpty()) {
            requireAgreed(head.isAgreed());
            place = head.isFile() ? Place.FILE : Place.FIELD;
            json = new JsonPass(head.isFile() ? files : fields, false, Set.of());
        } else {
            head.add(text);
        }
    }

    static void requireAgreed(boolean agreed) {
        if (!agreed) {
            throw ApiException.badRequest(
                    "invalid_multipart",
                    null,
                    "The request body is no multipart form on whose parts servers agree: lines end in CRLF, and each part"
                            + " has a name and is not encoded");
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

    private boolean isLast(int end) {
        String rest = new String(line, delimiter.length, end - delimiter.length, StandardCharsets.ISO_8859_1);
        requireAgreed(rest.isBlank() || rest.stripTrailing().equals("--"));
        return !rest.isBlank();
    }

    private void endPart() {
        if (json != null) {
            json.end();
            json = null;
        }
    }

    @Override
    public void end() {
        if (length > 0) {
            endLine(false);
        }
        endPart();
        if (place != Place.AFTER) {
            throw ApiException.badRequest(
                    "invalid_multipart", null, "The form ends too early: the boundary that ends it is missing");
        }
    }
}

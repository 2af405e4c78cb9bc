package dev.serai.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The names of the members of one object, while it passes: each may be there once, since servers do not agree on which counts. */
final class MemberNames {

    /** In all, as they are written: nobody's API has so many. */
    private static final int MOST_BYTES = 1 << 16;

    private final Set<String> seen = new HashSet<>();
    private final ByteArrayOutputStream name = new ByteArrayOutputStream(32);
    private boolean escaped;
    private int bytes;

    /** The next byte of one, as it is written. */
    void add(byte b) {
        if (++bytes > MOST_BYTES) {
            throw ApiException.badRequest(null, null, "The names of the request's members are too long");
        }
        if (name.size() == 0) {
            name.write('"');
        }
        escaped |= b == '\\';
        name.write(b);
    }

    /**
     * It is whole.
     *
     * @throws ApiException 400 if it was there before
     */
    void end() {
        String read = read();
        name.reset();
        escaped = false;
        if (!seen.add(read)) {
            throw ApiException.badRequest(null, read, "'" + read + "' is given twice");
        }
    }

    private String read() {
        if (!escaped) {
            return name.size() == 0 ? "" : name.toString(StandardCharsets.UTF_8).substring(1);
        }
        name.write('"');
        try {
            return Json.parse(name.toByteArray()).textValue();
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e);
        }
    }
}

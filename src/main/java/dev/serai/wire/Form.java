package dev.serai.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.RawObject.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request that came as {@code multipart/form-data}: its parts where they stand in the body. It is sent from there, files
 * without a copy, with its fields as they are then. The boundary is ours and nobody's to guess: a provider that reads forms
 * less strictly finds no other parts in it than the gateway did.
 *
 * @param boundary between the parts as it is sent
 * @param parts in their order
 * @param fields what was made of them for those who read JSON: a text is a string, a file what is known of it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public record Form(String boundary, List<Part> parts, Map<String, Slice> fields) {

    private static final String TYPE = "multipart/form-data";
    private static final String LINE = "\r\n";

    /** One part: a text or a file. */
    record Part(FormHead head, Slice content) {

        boolean isFile() {
            return head.isOfFile();
        }
    }

    /** Whether a content type says that a body is a form. */
    public static boolean isType(String contentType) {
        return contentType != null && contentType.strip().regionMatches(true, 0, TYPE, 0, TYPE.length());
    }

    /** The content type of what {@link #writeTo} writes. */
    public String contentType() {
        return TYPE + "; boundary=" + boundary;
    }

    /** Its files. */
    public List<Slice> files() {
        return parts.stream().filter(Part::isFile).map(Part::content).toList();
    }

    /**
     * The text of the only part of a name, be it that it says that it is of another type: some clients say so of all.
     *
     * @return null where there is none, or several, or it is a file by its name
     */
    public String text(String name) {
        List<Part> named =
                parts.stream().filter(part -> part.head().name().equals(name)).toList();
        if (named.size() != 1 || named.get(0).head().fileName() != null) {
            return null;
        }
        Slice text = named.get(0).content();
        return new String(text.source(), text.start(), text.length(), StandardCharsets.UTF_8);
    }

    /**
     * Writes it with the fields as they are now.
     *
     * @param now {@link #fields} as they were edited: one that is not there any more is left out
     */
    public void writeTo(RawObject now, OutputStream out) throws IOException {
        Set<String> written = new HashSet<>();
        for (Part part : parts) {
            String name = part.head().name();
            Slice value = now.get(name);
            boolean first = written.add(name);
            if (value != null && (part.isFile() || value.equals(fields.get(name)))) {
                write(part.head(), part.content(), out);
            } else if (value != null && first) {
                write(name, value, out);
            }
        }
        for (String name : now.names()) {
            if (written.add(name)) {
                write(name, now.get(name), out);
            }
        }
        write("--" + boundary + "--" + LINE, out);
    }

    /** A field that is new or was changed; what is no text has no place in a form. */
    private void write(String name, Slice value, OutputStream out) throws IOException {
        JsonNode json = read(value);
        for (JsonNode each : json.isArray() ? json : List.of(json)) {
            if (each.isValueNode()) {
                byte[] text = each.asText().getBytes(StandardCharsets.UTF_8);
                write(new FormHead(name, null, null), Slice.of(text), out);
            }
        }
    }

    private void write(FormHead head, Slice content, OutputStream out) throws IOException {
        write("--" + boundary + LINE + head.lines() + LINE, out);
        out.write(content.source(), content.start(), content.length());
        write(LINE, out);
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(Slice value) {
        try {
            return Json.parse(value.source(), value.start(), value.length());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a field that was written here", e);
        }
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object as its members' bytes, in their order. Members can be replaced, renamed and removed without parsing or
 * copying the others: a 20 MB image is written from where it was read, numbers keep their digits, and a provider's
 * prompt cache sees the same bytes each time.
 */
public final class RawObject {

    /** The bytes of one value: {@code source[start, end)}. */
    public record Slice(byte[] source, int start, int end) {
        /** All of the bytes. */
        public static Slice of(byte[] bytes) {
            return new Slice(bytes, 0, bytes.length);
        }

        public int length() {
            return end - start;
        }

        /** The value as a number that counts something; -1 if it is none below ten digits. */
        long count() {
            long count = 0;
            for (int i = start; i < end; i++) {
                if (source[i] < '0' || source[i] > '9' || length() > 9) {
                    return -1;
                }
                count = 10 * count + source[i] - '0';
            }
            return count;
        }

        /** The value as a word; empty if it is none. */
        String word() {
            boolean word = length() > 2 && length() < 64 && source[start] == '"';
            return word ? new String(source, start + 1, length() - 2, StandardCharsets.UTF_8) : "";
        }

        public boolean is(String literal) {
            if (length() != literal.length()) {
                return false;
            }
            for (int i = 0; i < literal.length(); i++) {
                if (source[start + i] != literal.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<String, Slice> members;
    private final Form form;

    public RawObject() {
        this((Form) null);
    }

    /** The fields of a form. */
    RawObject(Form form) {
        this.members = new LinkedHashMap<>();
        this.form = form;
    }

    private RawObject(Map<String, Slice> members, Form form) {
        this.members = new LinkedHashMap<>(members);
        this.form = form;
    }

    public RawObject copy() {
        return new RawObject(members, form);
    }

    /** The form that its members are the fields of; null where it came as JSON. */
    public Form form() {
        return form;
    }

    /** The same members as the fields of a form. */
    public RawObject of(Form other) {
        return new RawObject(members, other);
    }

    public Set<String> names() {
        return members.keySet();
    }

    /** The value's bytes, or null where there is no such member. */
    public Slice get(String name) {
        return members.get(name);
    }

    /** Sets a member in place, or at the end if it is new. */
    public void put(String name, Slice value) {
        members.put(name, value);
    }

    /** Sets a member to any value that Jackson writes. */
    public void put(String name, Object value) {
        put(name, Slice.of(Json.bytes(value)));
    }

    /** Adds an element to a member that is an array with elements. */
    void append(String name, Object element) {
        Slice array = members.get(name);
        int end = array.end;
        while (array.source[end - 1] != ']') {
            end--;
        }
        ByteArrayOutputStream longer = new ByteArrayOutputStream(array.length() + 1024);
        longer.write(array.source, array.start, end - 1 - array.start);
        longer.write(',');
        longer.writeBytes(Json.bytes(element));
        longer.write(']');
        put(name, Slice.of(longer.toByteArray()));
    }

    public void remove(String name) {
        members.remove(name);
    }

    /** Gives a member another name; it moves to the end. */
    public void rename(String from, String to) {
        Slice value = members.remove(from);
        if (value != null) {
            members.put(to, value);
        }
    }

    /**
     * The same object as a tree.
     *
     * @throws ApiException 400, naming the member, if a value is JSON that cannot be worked with
     */
    public ObjectNode tree() {
        ObjectNode tree = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, Slice> member : members.entrySet()) {
            Slice value = member.getValue();
            try {
                tree.set(member.getKey(), Json.parse(value.source, value.start, value.length()));
            } catch (JsonProcessingException e) {
                throw InvalidJson.within(member.getKey(), e);
            }
        }
        return tree;
    }

    /** What its tree takes in memory while it is built, about. */
    public long treeSize() {
        long size = 0;
        for (Slice value : members.values()) {
            size += TreeSize.of(value.source, value.start, value.end);
        }
        return size;
    }

    /** How many bytes {@link #writeTo} writes. */
    public long length() {
        return CountingStream.of(this::writeTo);
    }

    /** How many bytes {@link #sendTo} writes. */
    public long sentLength() {
        return CountingStream.of(this::sendTo);
    }

    /** What {@link #writeTo} writes. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(length()));
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes it as it came: as the form that it is of, or as JSON. */
    public void sendTo(OutputStream out) throws IOException {
        if (form == null) {
            writeTo(out);
        } else {
            form.writeTo(this, out);
        }
    }

    /** Writes it as JSON. */
    public void writeTo(OutputStream out) throws IOException {
        out.write('{');
        boolean first = true;
        for (Map.Entry<String, Slice> member : members.entrySet()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write('"');
            out.write(JsonStringEncoder.getInstance().quoteAsUTF8(member.getKey()));
            out.write('"');
            out.write(':');
            Slice value = member.getValue();
            out.write(value.source, value.start, value.length());
        }
        out.write('}');
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * An array of numbers in a tree of JSON, without a node for each: those are made when somebody looks at one. Whoever hands
 * it on or writes it, which is what becomes of most, pays nothing for them.
 */
@SuppressWarnings("unchecked") // of ArrayNode's deepCopy
abstract class LazyArray extends ArrayNode {

    private static final long serialVersionUID = 1L;

    private final int numbers;
    private boolean filled;

    LazyArray(int numbers) {
        super(Json.MAPPER.getNodeFactory());
        this.numbers = numbers;
    }

    /** The numbers as nodes. */
    abstract ArrayNode nodes();

    /** Writes the numbers as 32-bit floats. */
    abstract void floats(ByteBuffer to);

    /** Writes the array as JSON. */
    abstract void write(JsonGenerator json) throws IOException;

    @Override
    public final void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        write(json);
    }

    @Override
    public final void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        write(json);
    }

    private LazyArray filled() {
        if (!filled) {
            filled = true;
            super.addAll(nodes());
        }
        return this;
    }

    @Override
    public final int size() {
        return numbers;
    }

    @Override
    public final boolean isEmpty() {
        return numbers == 0;
    }

    @Override
    public final JsonNode get(int index) {
        filled();
        return super.get(index);
    }

    @Override
    public final JsonNode path(int index) {
        filled();
        return super.path(index);
    }

    @Override
    public final Iterator<JsonNode> elements() {
        filled();
        return super.elements();
    }

    @Override
    public final boolean equals(Object other) {
        filled();
        return super.equals(other);
    }

    @Override
    public final int hashCode() {
        filled();
        return super.hashCode();
    }

    /** It is never changed. */
    @Override
    public final ArrayNode deepCopy() {
        return this;
    }
}

package dev.serai.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array of numbers as the little-endian 32-bit floats that it was sent as. */
@SuppressWarnings("unchecked") // of ArrayNode's deepCopy
final class Floats extends LazyArray {

    private static final long serialVersionUID = 1L;

    private final transient ByteBuffer floats;

    Floats(byte[] bytes) {
        super(bytes.length / Float.BYTES);
        this.floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    ArrayNode nodes() {
        ArrayNode nodes = Json.MAPPER.createArrayNode();
        for (int i = 0; i < size(); i++) {
            nodes.add(floats.getFloat(i * Float.BYTES));
        }
        return nodes;
    }

    @Override
    void floats(ByteBuffer to) {
        to.put(floats.duplicate().limit(size() * Float.BYTES));
    }

    @Override
    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < size(); i++) {
            json.writeNumber(floats.getFloat(i * Float.BYTES));
        }
        json.writeEndArray();
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events as the gateway writes them: a line of data each, and a line that is empty. */
public final class ChunkEvents {

    private static final String DATA = "data: ";

    /** Nobody counts its memory, since an event has a few words. */
    private static final long LARGEST_TREE = 4 << 20;

    private ChunkEvents() {}

    /**
     * The chunks of whole events that a {@link StreamTranslation} wrote.
     *
     * @throws JsonProcessingException if there is something in a passed one that cannot be worked with
     */
    public static List<ObjectNode> read(byte[] events) throws JsonProcessingException {
        List<ObjectNode> chunks = new ArrayList<>(2);
        int start = 0;
        for (int end = 0; end < events.length; end++) {
            if (events[end] == '\n') {
                int data = start + DATA.length();
                if (end > data && events[data] == '{') {
                    requireSmall(events, data, end);
                    chunks.add((ObjectNode) Json.parse(events, data, end - data));
                }
                start = end + 1;
            }
        }
        return chunks;
    }

    private static void requireSmall(byte[] events, int start, int end) throws JsonProcessingException {
        if (TreeSize.of(events, start, end) > LARGEST_TREE) {
            throw new JsonParseException(null, "an event is too large to be gone on from");
        }
    }

    /** An event of this data, which is one line. */
    public static byte[] write(String data) {
        return (DATA + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}

package dev.serai.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;

/** The data of events that passed as a provider said them, looked at where one of ours has to fit to them. */
final class SaidEvents {

    private static final String DATA = "data: ";

    private SaidEvents() {}

    /** That of the first of some events; null if it is no JSON, or there is none. */
    static JsonNode first(byte[] events) {
        String text = text(events);
        int start = text.startsWith(DATA) ? 0 : text.indexOf("\n" + DATA) + 1;
        return start == 0 && !text.startsWith(DATA) ? NullNode.instance : data(text, start);
    }

    /** That of the last one. */
    static JsonNode last(byte[] events) {
        String text = text(events);
        int start = text.lastIndexOf("\n" + DATA) + 1;
        return start == 0 && !text.startsWith(DATA) ? NullNode.instance : data(text, start);
    }

    private static String text(byte[] events) {
        return events == null ? "" : new String(events, StandardCharsets.UTF_8);
    }

    private static JsonNode data(String text, int start) {
        int end = text.indexOf('\n', start);
        try {
            return Json.parse(text.substring(start + DATA.length(), end < 0 ? text.length() : end)
                    .getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return NullNode.instance;
        }
    }
}

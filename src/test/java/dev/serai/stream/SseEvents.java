package dev.serai.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events as text: name, bar, data. */
final class SseEvents {

    private SseEvents() {}

    static List<String> events(String stream) throws IOException {
        return events(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
    }

    static List<String> events(InputStream in) throws IOException {
        SseParser parser = new SseParser(in);
        List<String> events = new ArrayList<>();
        for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
            events.add(text(event));
        }
        return events;
    }

    static String text(SseParser.Event event) {
        return event.name() + "|" + new String(event.data(), StandardCharsets.UTF_8);
    }
}

package dev.serai.simulator;

import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an HTTP server would send.
 *
 * @param body produced while it is read; closing it, from any thread, ends a read that waits
 */
public record Reply(int status, Map<String, String> headers, InputStream body) {

    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";
    static final String HTML = "text/html; charset=utf-8";

    static Reply of(int status, String contentType, Iterator<BodyPart> body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        if (contentType.equals(EVENTS)) {
            headers.put("Cache-Control", "no-cache");
        }
        return new Reply(status, headers, new PacedStream(body));
    }

    Reply with(Map<String, String> more) {
        headers.putAll(more);
        return this;
    }
}

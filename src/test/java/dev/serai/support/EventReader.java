package dev.serai.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client's side of a stream, read block by block as they come. To close it early is to go away. */
public final class EventReader implements AutoCloseable {

    public static final String KEEP_ALIVE = ": keep-alive";
    public static final String DONE = "data: [DONE]";

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    /** Waits for the next event or comment; null at the end. */
    public String next() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return block.toString();
            }
            block.append(block.isEmpty() ? "" : "\n").append(line);
        }
        return block.isEmpty() ? null : block.toString();
    }

    /** Waits for the next event, whatever comments come before it; null at the end. */
    public String nextEvent() throws IOException {
        String block = next();
        while (KEEP_ALIVE.equals(block)) {
            block = next();
        }
        return block;
    }

    /** The events up to the end. */
    public List<String> rest() throws IOException {
        List<String> events = new ArrayList<>();
        for (String event = nextEvent(); event != null; event = nextEvent()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

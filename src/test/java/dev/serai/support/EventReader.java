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
    private boolean brokeOff;

    /** Reads what answers a request. */
    public EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    /** Whether the connection was closed amid the body, as it is after an error. */
    public boolean brokeOff() {
        return brokeOff;
    }

    /** Waits for the next event or comment, which has no empty line after it; null at the end. */
    public String next() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty() || (block.isEmpty() && line.startsWith(":"))) {
                return line.isEmpty() ? block.toString() : line;
            }
            block.append(block.isEmpty() ? "" : "\n").append(line);
        }
        return block.isEmpty() ? null : block.toString();
    }

    private String line() throws IOException {
        try {
            return lines.readLine();
        } catch (IOException e) {
            if (e.getCause() == null) { // this client closed it
                throw e;
            }
            brokeOff = true;
            return null;
        }
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

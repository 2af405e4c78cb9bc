package dev.serai.stream;

import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** Streams of providers that speak OpenAI's format, event by event. */
public final class Events {

    /** In place of an event: the connection is reset. */
    public static final String BREAK = "BREAK";

    private Events() {}

    public static ProviderStream provider(String... events) {
        StringBuilder text = new StringBuilder();
        boolean breaks = false;
        for (String event : events) {
            breaks |= event.equals(BREAK);
            text.append(event.equals(BREAK) ? "" : "data: " + event + "\n\n");
        }
        InputStream in = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        PassedStream translation = new PassedStream(true, body -> body.get("error"));
        return new ProviderStream(
                breaks ? new SequenceInputStream(in, new Broken()) : in,
                StreamFormat.EVENTS,
                translation,
                () -> {},
                Long.MAX_VALUE,
                Memory.UNCOUNTED);
    }

    static String chunk(String id, String delta, String finish) {
        return "{\"id\":\"" + id + "\",\"created\":1,\"model\":\"m-" + id + "\",\"choices\":[{\"index\":0,\"delta\":{"
                + delta + "},\"finish_reason\":" + finish + "}]}";
    }

    public static String role(String id) {
        return chunk(id, "\"role\":\"assistant\",\"content\":\"\"", "null");
    }

    public static String text(String id, String text) {
        return chunk(id, "\"content\":\"" + text + "\"", "null");
    }

    public static String tool(String id, int index, String callId, String name, String arguments) {
        String head = callId == null ? "" : "\"id\":\"" + callId + "\",\"type\":\"function\",";
        return chunk(
                id,
                "\"tool_calls\":[{\"index\":" + index + "," + head + "\"function\":{"
                        + (name == null ? "" : "\"name\":\"" + name + "\",") + "\"arguments\":"
                        + Json.text(Json.MAPPER.valueToTree(arguments)) + "}}]",
                "null");
    }

    public static String finish(String id) {
        return chunk(id, "", "\"stop\"");
    }

    public static String usage(String id, int prompt, int completion) {
        return "{\"id\":\"" + id + "\",\"created\":1,\"model\":\"m-" + id
                + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                + ",\"total_tokens\":" + (prompt + completion) + "}}";
    }

    /** A connection that was reset. */
    private static final class Broken extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A provider for the benchmarks: {@code java StreamUpstream.java PORT}.
 *
 * <p>It answers {@code /v1/chat/completions} as OpenAI and {@code /v1/messages} as Anthropic. A streamed chat that says
 * "Send 100 events at 10 per second" gets just that, each event carrying the microsecond at which it was written; any
 * other chat is told how many bytes its request had, and which {@code mark} it carried, if any.
 */
public final class StreamUpstream {
    private static final Pattern PACE = Pattern.compile("Send (\\d+) events at (\\d+) per second");
    private static final Pattern MARK = Pattern.compile("\"mark\":\"(\\w+)\"");
    /** Enough of a body to find out what it asks for; the rest is counted and thrown away. */
    private static final int KEPT = 64 * 1024;

    private final DelayQueue<Stream> due = new DelayQueue<>();

    /** Listens until it is killed. */
    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A connection that the server drops while idle would be a failure of the next stream in a client's pool.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        new StreamUpstream().run(Integer.parseInt(args[0]));
    }

    private void run(int port) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 4096);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, Dialect.OPENAI));
        server.createContext("/v1/messages", exchange -> answer(exchange, Dialect.ANTHROPIC));
        server.start();
        while (true) {
            Stream stream = due.take();
            if (stream.writeNext()) {
                due.put(stream);
            }
        }
    }

    private void answer(HttpExchange exchange, Dialect dialect) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        long size = read(exchange.getRequestBody(), start);
        String request = start.toString(UTF_8);
        Matcher pace = PACE.matcher(request);
        if (request.contains("\"stream\":true") && pace.find()) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            due.put(new Stream(exchange, dialect, Integer.parseInt(pace.group(1)), Integer.parseInt(pace.group(2))));
        } else {
            Matcher mark = MARK.matcher(request);
            String text = size + " bytes" + (mark.find() ? ", marked " + mark.group(1) : "");
            byte[] body = dialect.whole.formatted(text).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }

    private static long read(InputStream in, ByteArrayOutputStream start) throws IOException {
        byte[] buffer = new byte[KEPT];
        long size = 0;
        for (int n; (n = in.read(buffer)) >= 0; size += n) {
            start.write(buffer, 0, Math.min(n, KEPT - start.size()));
        }
        return size;
    }

    /** An answer under way: one event is due each interval. */
    private static final class Stream implements Delayed {
        private final HttpExchange exchange;
        private final Dialect dialect;
        private final int events;
        private final long interval;
        private int sent;
        private long next = System.nanoTime();

        Stream(HttpExchange exchange, Dialect dialect, int events, int perSecond) {
            this.exchange = exchange;
            this.dialect = dialect;
            this.events = events;
            this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        }

        /** Writes the event that is due; false after the last one. */
        boolean writeNext() {
            try {
                OutputStream out = exchange.getResponseBody();
                String text = sent == 0 ? dialect.start : "";
                text += dialect.event.formatted(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                sent++;
                text += sent == events ? dialect.end : "";
                out.write(text.getBytes(UTF_8));
                out.flush();
                next += interval;
                if (sent == events) {
                    exchange.close();
                }
                return sent < events;
            } catch (IOException gone) {
                exchange.close();
                return false;
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(next - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(next - ((Stream) other).next);
        }
    }

    /** What a provider's answers look like: whole, and a stream's start, event and end. */
    private enum Dialect {
        OPENAI(
                """
                {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"gpt-5.1",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},\
                "logprobs":null,"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}}""",
                chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                chunk("{\"content\":\"@%d a few words of an answer\"}", "null"),
                chunk("{}", "\"stop\"") + "data: [DONE]\n\n"),
        ANTHROPIC(
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5",\
                "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
                "usage":{"input_tokens":9,"output_tokens":12}}""",
                """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
                "model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,\
                "usage":{"input_tokens":9,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                """,
                """
                event: content_block_delta
                data: {"type":"content_block_delta","index":0,\
                "delta":{"type":"text_delta","text":"@%d a few words of an answer"}}

                """,
                """
                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                "usage":{"output_tokens":12}}

                event: message_stop
                data: {"type":"message_stop"}

                """);

        private final String whole;
        private final String start;
        private final String event;
        private final String end;

        Dialect(String whole, String start, String event, String end) {
            this.whole = whole;
            this.start = start;
            this.event = event;
            this.end = end;
        }

        private static String chunk(String delta, String finish) {
            return """
                    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"gpt-5.1",\
                    "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}

                    """
                    .formatted(delta, finish);
        }
    }
}

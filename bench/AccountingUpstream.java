import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A provider that may break off: {@code AccountingUpstream PORT}. A streamed chat that says "Send 40 events, cut after 7"
 * gets seven and then a connection that ends; without the second half it gets all, and its usage.
 */
public final class AccountingUpstream {
    private static final Pattern ASKED = Pattern.compile("Send (\\d+) events(?:, cut after (\\d+))?");
    private static final String CHUNK = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"gpt-4o",\
            "choices":[%s]%s}

            """;
    private static final int CUT_SHORT = 1_000_000;

    private AccountingUpstream() {}

    /** Listens until it is killed. */
    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 4096);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/chat/completions", AccountingUpstream::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Matcher asked = ASKED.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        int events = asked.find() ? Integer.parseInt(asked.group(1)) : 1;
        boolean cut = events > 1 && asked.group(2) != null;
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, cut ? CUT_SHORT : 0); // a length that is not kept is a connection that breaks
        try (exchange; OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < (cut ? Integer.parseInt(asked.group(2)) : events); i++) {
                send(out, CHUNK.formatted(
                        "{\"index\":0,\"delta\":{\"content\":\"a few words \"},\"finish_reason\":null}", ""));
                Thread.sleep(10);
            }
            if (!cut) {
                send(out, CHUNK.formatted("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", ""));
                String usage = "{\"prompt_tokens\":9,\"completion_tokens\":%d,\"total_tokens\":%d}";
                send(out, CHUNK.formatted("", ",\"usage\":" + usage.formatted(3 * events, 9 + 3 * events)));
                send(out, "data: [DONE]\n\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}

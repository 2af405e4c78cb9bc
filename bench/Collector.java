import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A collector that takes traces over OTLP and throws them away: {@code java Collector.java PORT}. A GET tells how many
 * requests it has had.
 */
public final class Collector {
    private static final AtomicLong TAKEN = new AtomicLong();

    private Collector() {}

    /** Listens until it is killed. */
    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 64);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", Collector::take);
        server.start();
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            boolean asked = exchange.getRequestMethod().equals("GET");
            byte[] body = asked ? TAKEN.toString().getBytes(US_ASCII) : new byte[0];
            if (!asked) {
                TAKEN.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            }
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}

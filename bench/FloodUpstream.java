import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An OpenAI that answers each chat after the same time, however many there are: {@code FloodUpstream PORT MILLIS}. */
public final class FloodUpstream {
    private static final byte[] ANSWER = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"gpt-5.1",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"Patience","refusal":null},\
            "logprobs":null,"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}""".getBytes(UTF_8);

    private FloodUpstream() {}

    /** Listens until it is killed. */
    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // a connection that the server drops while idle would be a failure of the gateway's next request
        System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        long millis = Long.parseLong(args[1]);
        ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 4096);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var unused = later.schedule(() -> answer(exchange), millis, TimeUnit.MILLISECONDS);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        } catch (IOException gone) {
            // the gateway counts what it could not pass on
        }
    }
}

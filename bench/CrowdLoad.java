import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A crowd that asks the same at once, and the provider, which takes two seconds to answer and counts who asks:
 * {@code java CrowdLoad.java UPSTREAM_PORT GATEWAY KEY MODEL CALLERS}.
 */
public final class CrowdLoad {
    private static final int EVENTS = 20;
    private static final int PAUSE_MILLIS = 100;
    private static final String WHOLE = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"gpt","choices":[{"index":0,\
            "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,\
            "completion_tokens":20,"total_tokens":24}}""".formatted("word ".repeat(EVENTS));
    private static final String EVENT = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"gpt",\
            "choices":[{"index":0,"delta":{"content":"word "},"finish_reason":%s}]}

            """;

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String[] args;

    private CrowdLoad(String[] args) {
        this.args = args;
    }

    /** Prints a line for whole answers and one for streams; exit code 1 unless the provider was asked once for each. */
    public static void main(String[] args) throws IOException {
        CrowdLoad crowd = new CrowdLoad(args);
        HttpServer provider = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 1024);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/v1/chat/completions", crowd::answer);
        provider.start();
        crowd.ask("warm-up", false).join();
        boolean once = crowd.all("whole answers", false) & crowd.all("streams", true);
        provider.stop(0);
        System.exit(once ? 0 : 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        boolean stream = new String(exchange.getRequestBody().readAllBytes(), UTF_8).contains("\"stream\":true");
        exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, stream ? 0 : WHOLE.length());
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < EVENTS; i++) {
                pause();
                if (stream) {
                    out.write(EVENT.formatted(i == EVENTS - 1 ? "\"stop\"" : "null").getBytes(UTF_8));
                    out.flush();
                }
            }
            out.write((stream ? "data: [DONE]\n\n" : WHOLE).getBytes(UTF_8));
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean all(String what, boolean stream) {
        int before = asked.get();
        int callers = Integer.parseInt(args[4]);
        var answers = IntStream.range(0, callers).mapToObj(i -> ask(what, stream)).toList();
        long whole = answers.stream().map(CompletableFuture::join).filter(body -> isWhole(body, stream)).count();
        int calls = asked.get() - before;
        System.out.printf("%-16s %d of %d callers answered whole, %d asked of the provider%n", what, whole, callers, calls);
        return whole == callers && calls == 1;
    }

    private CompletableFuture<String> ask(String prompt, boolean stream) {
        String body = "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(args[3], stream, prompt);
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[1] + "/v1/chat/completions"))
                .headers("Authorization", "Bearer " + args[2], "Content-Type", "application/json", "x-serai-cache", "on")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .exceptionally(Throwable::toString);
    }

    private static boolean isWhole(String body, boolean stream) {
        return stream
                ? body.split("word ", -1).length == EVENTS + 1 && body.contains("data: [DONE]")
                : body.contains("word ".repeat(EVENTS));
    }
}

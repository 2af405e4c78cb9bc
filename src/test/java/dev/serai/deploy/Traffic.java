package dev.serai.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.OwnGateway;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Callers of every kind, whom all sorts of things happen to, until they are stopped. */
final class Traffic implements AutoCloseable {

    static final String ADMIN_KEY = "the-key-of-the-administrators";

    private static final String CHAT = "/v1/chat/completions";
    private static final int THREADS = 3;
    private static final long PAUSE_NANOS = 10_000_000;
    /** Of the stream that somebody leaves who has had enough. */
    private static final int LEFT_AFTER_BYTES = 300;

    private static final String CACHED_AND_REASONED = """
            {"id":"1","object":"chat.completion","created":1,"model":"acme-1","choices":[{"index":0,"finish_reason":"stop",
            "message":{"role":"assistant","content":"Hi","refusal":null},"logprobs":null}],"usage":{"prompt_tokens":100,
            "completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60},
            "completion_tokens_details":{"reasoning_tokens":20}}}""";
    /** Of these the memory for bodies holds one. */
    private static final int LARGE = 1_500_000;

    /** A request, and how it goes. */
    private interface Act {
        void play() throws IOException, InterruptedException;
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final OwnGateway gateway;

    Traffic(OwnGateway gateway) {
        this.gateway = gateway;
    }

    /** The shipped routes, with a provider over HTTP and aliases that fail over, resume and hedge. */
    static Path routes(FakeUpstream upstream) throws IOException {
        Path routes = RoutesCopy.edited(file -> file);
        upstream.answer(request -> request.text().contains("acme-locked")
                ? Script.json(401, "{\"error\":{\"message\":\"no such key\",\"type\":\"invalid_request_error\"}}")
                : Script.json(200, CACHED_AND_REASONED));
        RoutesCopy.provider(routes, "acme", upstream.url(), "apiKey", "sk-provider", "models", "acme-*");
        RoutesCopy.alias(routes, "failing-over", "inOrder", "", "simulator/429", "simulator/502", "simulator/echo");
        RoutesCopy.alias(routes, "resuming", "inOrder?recovery=resume", "", "simulator/cut", "simulator/echo");
        RoutesCopy.alias(routes, "hedging", "inOrder?hedge=20ms", "", "simulator/slow-first-token", "simulator/echo");
        return routes;
    }

    /** Begins. */
    Traffic start() throws Exception {
        String caller = token("shop", "{\"budget\":{\"soft\":{\"total\":0.000001},\"hard\":{\"total\":1000}}}");
        String spent = token("spent", "{\"budget\":{\"hard\":{\"total\":0.000001}}}");
        String hurried = token("hurried", "{\"limits\":{\"requests\":{\"minute\":1}}}");
        List<Act> acts = new ArrayList<>();
        for (String model : List.of("echo", "echo", "echo", "429", "500", "503", "flaky", "401", "content-filter")) {
            acts.add(() -> ask(caller, CHAT, chat("simulator/" + model, false)));
        }
        for (String model : List.of("simulator/echo", "simulator/cut", "resuming", "hedging")) {
            acts.add(() -> ask(caller, CHAT, chat(model, true)));
        }
        for (String model : List.of("failing-over", "acme-1", "acme-locked", "nobody-knows-this", "canary")) {
            acts.add(() -> ask(caller, CHAT, chat(model, false)));
        }
        acts.add(() -> ask(caller, "/v1/embeddings", "{\"model\":\"simulator/embed\",\"input\":\"Hello\"}"));
        acts.add(() -> ask(caller, "/v1/completions", "{\"model\":\"simulator/echo\",\"prompt\":\"Hello\"}"));
        acts.add(() -> ask("sk-serai-of-nobody", CHAT, chat("simulator/echo", false)));
        acts.add(() -> ask(spent, CHAT, chat("simulator/echo", false)));
        acts.add(() -> ask(hurried, CHAT, chat("simulator/echo", false)));
        acts.add(() -> crowd(caller, chat("simulator/echo", false).replace("Hello", "a".repeat(LARGE))));
        acts.add(() -> leave(caller, chat("simulator/stall", true)));
        for (int first = 0; first < THREADS * 7; first += 7) {
            int from = first;
            threads.execute(() -> walk(acts, from));
        }
        return this;
    }

    /** Plays one after the other, from one of them on, until it is interrupted. */
    private void walk(List<Act> acts, int first) {
        for (int next = first; !Thread.currentThread().isInterrupted(); next++) {
            try {
                acts.get(next % acts.size()).play();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** What went wrong among the callers, not with their requests. */
    Queue<Throwable> failures() {
        return failures;
    }

    private String token(String name, String rules) throws Exception {
        JsonNode project = manage("projects", "{\"name\":\"" + name + "\",\"rules\":" + rules + "}");
        String id = project.path("id").asText();
        return manage("tokens", "{\"name\":\"a token\",\"project\":\"" + id + "\"}")
                .path("secret")
                .asText();
    }

    private JsonNode manage(String path, String body) throws Exception {
        HttpResponse<String> made =
                gateway.send("POST", "/manage/" + path, body, "Authorization", "Bearer " + ADMIN_KEY);
        if (made.statusCode() != 201) {
            throw new IllegalStateException(made.body());
        }
        return Json.MAPPER.readTree(made.body());
    }

    private static String chat(String model, boolean stream) {
        return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .formatted(model, stream);
    }

    private HttpRequest request(String token, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private void ask(String token, String path, String body) throws IOException, InterruptedException {
        try (InputStream in = client.send(request(token, path, body), BodyHandlers.ofInputStream())
                .body()) {
            in.readAllBytes();
        } catch (IOException e) {
            if (!body.contains("cut")) { // what is cut has no proper end
                throw e;
            }
        }
    }

    /** The same of many at a time. */
    private void crowd(String token, String body) {
        HttpRequest request = request(token, CHAT, body);
        Stream.generate(() -> client.sendAsync(request, BodyHandlers.discarding()))
                .limit(4)
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void leave(String token, String body) throws IOException, InterruptedException {
        try (InputStream in = client.send(request(token, CHAT, body), BodyHandlers.ofInputStream())
                .body()) {
            in.readNBytes(LEFT_AFTER_BYTES);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

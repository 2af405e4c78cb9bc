package dev.serai.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A whole gateway on a free port, whose providers all are the one {@link #UPSTREAM}, each under its own path:
 * {@code <upstream>/<provider>}. Tests that extend it without properties of their own share one gateway.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "serai.anonymous=loopback",
            "serai.admin-key=" + GatewayTest.ADMIN_KEY,
            "serai.data=target/data/${random.uuid}",
            // no test but the breaker's own shall meet an open one
            "serai.breaker.window=0",
            "serai.simulator.tokens-per-second=0",
            "serai.usage.interval=20ms",
            // one try is one request that the upstream sees
            "SERAI_RETRIES=0",
            "VERTEX_STORAGE=" + GatewayTest.STORAGE,
            "BEDROCK_STORAGE=s3://bucket/",
            "serai.keep-alive-interval=300ms",
            "serai.first-event-patience=2s"
        })
public abstract class GatewayTest {

    /** For {@code /manage}, where nobody is let in without one. */
    public static final String ADMIN_KEY = "the-admin-key";

    /** The provider's key wherever one is needed: it must never be seen in an answer. */
    public static final String PROVIDER_KEY = "sk-provider-canary";

    /** What of object storage is read for callers. */
    public static final String STORAGE = "gs://serai-test/media/";

    /** Whose the models of clouds are. */
    public static final String PROJECT = "project-1";

    public static final FakeUpstream UPSTREAM = new FakeUpstream();
    public static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    protected int port;

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry properties) throws IOException {
        for (String provider : providerNames()) {
            String prefix = environmentPrefix(provider);
            properties.add(prefix + "_BASE_URL", () -> UPSTREAM.url() + "/" + provider);
            properties.add(prefix + "_API_KEY", () -> PROVIDER_KEY);
        }
        properties.add("GOOGLE_CLOUD_PROJECT", () -> PROJECT);
    }

    /** The providers by their files' names. */
    public static List<String> providerNames() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/providers"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> name.replace(".camel.yaml", ""))
                    .filter(name -> !name.startsWith("simulator"))
                    .sorted()
                    .toList();
        }
    }

    /** {@code AZURE_OPENAI} for both Azure files, else the provider's name. */
    public static String environmentPrefix(String provider) {
        return provider.startsWith("azure")
                ? "AZURE_OPENAI"
                : provider.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    protected URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A request for a path, of an administrator where it takes one. */
    protected HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return path.startsWith("/manage") ? request.header("Authorization", "Bearer " + ADMIN_KEY) : request;
    }

    /** POSTs a body as JSON. Headers are name, value, name, value. */
    protected WholeText post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request(path).POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return WholeText.of(CLIENT, request.build());
    }

    /** POSTs a streamed request, and returns as soon as the answer has begun. */
    protected EventReader open(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return new EventReader(CLIENT.send(request, BodyHandlers.ofInputStream()));
    }

    protected HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    /** A chat of one user message. */
    protected static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    /** The same, streamed. */
    protected static String streamedChat(String model) {
        return chat(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    /** Does it so often, in so many threads; what fails first is thrown. */
    protected static <T> List<T> atOnce(int count, int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = pool.invokeAll(Collections.nCopies(count, work));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** One provider does this, everyone else answers. */
    protected static void only(String provider, Script script) {
        UPSTREAM.answer(request -> {
            if (request.path().startsWith("/" + provider + "/")) {
                return script;
            }
            return request.text().contains("\"stream\":true")
                    ? Script.stream().send(Answers.stream("Hi")).end()
                    : Script.json(200, Answers.WHOLE);
        });
    }

    protected static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }

    /** The {@code error} object of an answer. */
    protected static JsonNode error(HttpResponse<String> response) throws IOException {
        return json(response).path("error");
    }

    /** What is on record of a request, as soon as it is. */
    protected JsonNode recordOf(String id) throws Exception {
        for (int i = 0; i < 200; i++) {
            for (JsonNode record : json(get("/manage/usage/records?limit=50")).path("data")) {
                if (record.path("requestId").asText().equals(id)) {
                    return record;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nothing is on record of " + id);
    }
}

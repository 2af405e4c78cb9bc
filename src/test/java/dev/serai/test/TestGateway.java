package dev.serai.test;

import dev.serai.Serai;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole gateway in the test's own process, with the routes and transforms of a folder. All providers are scripted: none is
 * called over the network. It keeps nothing, and whoever calls it needs no key.
 */
public final class TestGateway implements AutoCloseable {

    private final TestFolders folders;
    private final ScriptedProviders providers;
    private final ConfigurableApplicationContext gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestGateway(TestFolders folders, Map<String, String> settings) throws IOException {
        this.folders = folders;
        this.providers = ScriptedProviders.of(folders.routes());
        Map<String, String> all = new TreeMap<>(providers.settings());
        all.put("server.port", "0");
        all.put("serai.routes", folders.routes().toString());
        all.put("serai.transforms", folders.transforms().toString());
        all.put("serai.data", folders.data().toString());
        all.put("serai.anonymous", "loopback");
        all.put("serai.watch-interval", "0");
        all.put("serai.breaker.window", "0");
        all.put("serai.simulator.tokens-per-second", "0");
        all.put("SERAI_RETRIES", "0");
        all.putAll(settings);
        this.gateway = new SpringApplicationBuilder(Serai.class)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(all.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
    }

    /**
     * Starts one.
     *
     * @param folder that holds {@code routes/} and {@code transforms/}, or one of them: these files over the shipped ones
     * @throws RuntimeException what keeps it from starting; of wrong files it names each, and the line
     */
    public static TestGateway of(Path folder) throws IOException {
        return of(folder, Map.of());
    }

    /** Starts one with settings of {@code application.yaml} or the environment, by their names. */
    public static TestGateway of(Path folder, Map<String, String> settings) throws IOException {
        TestFolders folders = TestFolders.over(folder);
        try {
            return new TestGateway(folders, settings);
        } catch (IOException | RuntimeException e) {
            folders.close();
            throw e;
        }
    }

    /** A provider by the name of its file. */
    public ScriptedProvider provider(String name) {
        return providers.get(name);
    }

    /** Asks a model with one message of a user's. */
    public TestAnswer chat(String model, String message) throws IOException {
        return post(
                "/v1/chat/completions",
                Json.text(Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", message)))));
    }

    /** Sends a body as JSON. Headers are name, value, name, value. */
    public TestAnswer post(String path, String body, String... headers) throws IOException {
        String port = gateway.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new TestAnswer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The test was interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        try (folders;
                providers) {
            gateway.close();
        }
    }
}

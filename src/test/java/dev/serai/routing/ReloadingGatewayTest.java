package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * A gateway whose routes and transforms are copies that a test may change; what it changed is undone after it. All
 * tests of the kind share the one gateway that watches these copies.
 */
@AutoConfigureObservability
@TestPropertySource(
        properties = {
            "management.endpoint.health.show-details=always",
            "serai.watch-interval=50ms",
            "serai.start-limit=6s",
            "serai.drain-limit=2s",
            "serai.hedge-share=1",
            "serai.step-times=true",
            "serai.java-files=true",
            "serai.components=bean,file,log,nowhere,seda"
        })
abstract class ReloadingGatewayTest extends GatewayTest {

    static final String CHAT = "/v1/chat/completions";
    static final String ROUTER = "routes/router.camel.yaml";
    static final String ACME = "routes/providers/acme.camel.yaml";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path HOME = Path.of("target/reloading");

    @DynamicPropertySource
    static void folders(DynamicPropertyRegistry properties) throws IOException {
        restore();
        properties.add("serai.routes", () -> HOME.resolve("routes").toString());
        properties.add("serai.transforms", () -> HOME.resolve("transforms").toString());
    }

    private static void restore() throws IOException {
        RoutesCopy.mirror(Path.of("routes"), HOME.resolve("routes"));
        RoutesCopy.mirror(Path.of("transforms"), HOME.resolve("transforms"));
    }

    /** Every test begins with the shipped files serving, nothing refused, and nothing of the test before it draining. */
    @BeforeEach
    void serveAlone() throws Exception {
        restoreAndServe();
        await("the end of earlier drains", () -> generation("draining").isMissingNode());
    }

    @AfterEach
    void restoreAndServe() throws Exception {
        restore();
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    /** A file of the gateway's, {@code routes/…} or {@code transforms/…}. */
    static Path file(String path) {
        return HOME.resolve(path);
    }

    static void write(String path, String content) throws IOException {
        Files.createDirectories(file(path).getParent());
        Files.writeString(file(path), content);
    }

    static void edit(String path, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file(path));
        String after = change.apply(before);
        assertThat(after).as("the edit of " + path).isNotEqualTo(before);
        Files.writeString(file(path), after);
    }

    /** A provider at the fake upstream, below the path that is given. */
    static String provider(String name, String path) {
        return """
            - templatedRoute:
                routeTemplateRef: http-provider
                routeId: provider-%1$s
                parameters:
                  - { name: provider, value: %1$s }
                  - { name: baseUrl, value: "%2$s/%3$s" }
                  - { name: apiKey, value: "%4$s" }
                  - { name: dialect, value: openai }
                  - { name: models, value: "%1$s-1" }
            """.formatted(name, UPSTREAM.url(), path, PROVIDER_KEY);
    }

    /** The path at the upstream that a chat with this model came to. */
    String askedPath(String model) throws Exception {
        HttpResponse<String> response = post(CHAT, chat(model));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return UPSTREAM.last().path();
    }

    HttpResponse<String> manage(String method, String what) throws Exception {
        HttpRequest request = request("/manage/routes" + (what.isEmpty() ? "" : "/" + what))
                .method(method, BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    /** Has an archive of files looked at. */
    HttpResponse<String> upload(byte[] archive) throws Exception {
        HttpRequest request = request("/manage/routes/check")
                .header("Content-Type", "application/zip")
                .POST(BodyPublishers.ofByteArray(archive))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    /** The generation in that state, missing if there is none. */
    JsonNode generation(String state) throws Exception {
        for (JsonNode generation : json(manage("GET", "")).path("generations")) {
            if (generation.path("state").asText().equals(state)) {
                return generation;
            }
        }
        return MissingNode.getInstance();
    }

    int serving() throws Exception {
        return generation("serving").path("number").asInt();
    }

    /** Waits for the generation after that one. */
    void awaitNext(int number) throws Exception {
        await("a generation after " + number, () -> serving() > number);
        assertThat(serving()).as("one change, one generation").isEqualTo(number + 1);
    }

    /** Waits for a refusal, and gives it. */
    JsonNode awaitRefusal() throws Exception {
        await("a refusal", () -> !generation("refused").isMissingNode());
        return generation("refused");
    }

    /** Waits until something is so, and fails if it does not come to be. */
    static void await(String what, Condition condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("still waiting for " + what).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }
}

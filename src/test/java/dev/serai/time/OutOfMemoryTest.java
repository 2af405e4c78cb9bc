package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RoutesCopy;
import dev.serai.support.SmallGateway;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway whose heap was full, and that was not made to end by that, is what it was before or says that it is not. */
@Timeout(300)
class OutOfMemoryTest {

    private static final String HOG = """
        - route:
            id: model-hog
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-hog
              steps:
                - process: { id: hog, ref: "#class:dev.serai.time.Hog" }
        """;

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    /** Threads by names of their own; those of pools have numbers, and come and go. */
    private static Set<String> lasting(Set<String> names) {
        return names.stream()
                .filter(name -> !name.matches(
                        ".*\\d.*|.*Compiler.*|.*HttpClient.*|Attach Listener|Service Thread|.*connection-adder"))
                .collect(Collectors.toSet());
    }

    private static void hog(SmallGateway gateway) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> ask(gateway, "hog"), clients));
            }
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.join()).isNotNull();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** An answer, or that the connection was closed: there may be no memory for one. */
    private static String ask(SmallGateway gateway, String model) {
        try {
            HttpResponse<String> answer = gateway.post("/v1/chat/completions", chat(model));
            assertThat(answer.statusCode()).isIn(500, 429);
            return answer.body();
        } catch (IOException closed) {
            return "";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void gatewayThatRanOutOfMemory_servesOnWithAllItsThreads() throws Exception {
        Path routes = RoutesCopy.edited("#none#", "");
        Files.writeString(routes.resolve("models/hog.camel.yaml"), HOG);
        try (SmallGateway gateway = SmallGateway.startLasting("160m", Map.of("serai.routes", routes.toString()))) {
            assertThat(gateway.post("/v1/chat/completions", chat("simulator/echo"))
                            .statusCode())
                    .isEqualTo(200);
            Set<String> before = lasting(gateway.threads());

            for (int round = 0; round < 3; round++) {
                hog(gateway);
                for (int i = 0; i < 20; i++) {
                    HttpResponse<String> answer = gateway.post("/v1/chat/completions", chat("simulator/echo"));
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                }
            }

            assertThat(gateway.isAlive()).isTrue();
            assertThat(lasting(gateway.threads())).as(gateway.log()).containsAll(before);
            Thread.sleep(6000); // so that all have had a round
            HttpResponse<String> live = gateway.get("/health/live");
            assertThat(live.statusCode()).as(live.body()).isEqualTo(200);
            assertThat(Json.MAPPER
                            .readTree(live.body())
                            .at("/checks/vitals/outOfMemory")
                            .asInt())
                    .as(live.body())
                    .isPositive();
            assertReloads(gateway, routes);
        }
    }

    /** A file that is saved is seen, which takes threads that nobody asks for. */
    private static void assertReloads(SmallGateway gateway, Path routes) throws Exception {
        Files.delete(routes.resolve("models/hog.camel.yaml"));
        int status = 500;
        for (int i = 0; i < 100 && status != 404; i++) {
            Thread.sleep(200);
            status = gateway.post("/v1/chat/completions", chat("hog")).statusCode();
        }
        assertThat(status).isEqualTo(404);
    }
}

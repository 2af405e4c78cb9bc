package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever an issuer answers where its keys should be: those that are known serve on, and nobody waits long. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class HostileIssuerTest extends JwtKit {

    private static final Map<String, HttpHandler> ANSWERS = Map.ofEntries(
            Map.entry("redirect to itself", exchange -> redirect(exchange, 302, "/keys")),
            Map.entry("redirect away", exchange -> redirect(exchange, 307, "http://127.0.0.1:1/")),
            Map.entry("server error", exchange -> answer(exchange, 500, "{\"keys\":[]}")),
            Map.entry("forbidden", exchange -> answer(exchange, 403, "")),
            Map.entry("nonsense", exchange -> answer(exchange, 200, "<html>")),
            Map.entry("nothing", exchange -> answer(exchange, 200, "")),
            Map.entry("empty", exchange -> answer(exchange, 200, "{\"keys\":[]}")),
            Map.entry("empty keys", exchange -> answer(exchange, 200, "{\"keys\":[{},null]}")),
            Map.entry("other keys", exchange -> answer(exchange, 200, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQ\"}]}")),
            Map.entry("nested", exchange -> answer(exchange, 200, "[".repeat(100_000))),
            Map.entry("silent", exchange -> sleep(30_000)),
            Map.entry("trickling", exchange -> trickle(exchange)),
            Map.entry("endless", exchange -> flood(exchange)));

    private static void redirect(HttpExchange exchange, int status, String where) throws IOException {
        exchange.getResponseHeaders().add("Location", where);
        answer(exchange, status, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 60; i++) {
                body.write(' ');
                body.flush();
                sleep(500);
            }
        }
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] block = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
                body.write(block);
            }
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration refusal(int number, int status, String code) {
        long began = System.nanoTime();
        assertRefused(status, code, unknownKey(number));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private List<Duration> refusals(int status, String code) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<Duration>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                all.add(CompletableFuture.supplyAsync(() -> refusal(number, status, code), threads));
            }
            if (status == 401) {
                assertKnownKeysServe();
            }
            List<Duration> took = new ArrayList<>();
            for (CompletableFuture<Duration> each : all) {
                took.add(each.get(30, TimeUnit.SECONDS));
            }
            return took;
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertKnownKeysServe() {
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            callers.find(Issuer.signedByRsa(numbered(100 + i)));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redirect to itself",
                "redirect away",
                "server error",
                "forbidden",
                "nonsense",
                "nothing",
                "empty",
                "empty keys",
                "other keys",
                "nested",
                "silent",
                "trickling",
                "endless"
            })
    void keysThatAreKnown_serveOn(String kind, CapturedOutput output) throws Exception {
        callers.find(Issuer.signedByRsa(valid()));
        issuer.instead = ANSWERS.get(kind);

        assertThat(refusals(401, "invalid_token")).allMatch(it -> it.compareTo(Duration.ofSeconds(8)) < 0);
        assertKnownKeysServe();
        assertThat(issuer.asked()).as("asked").isLessThanOrEqualTo(most(kind));
        assertThat(refusal(50, 401, "invalid_token")).isLessThan(Duration.ofSeconds(4));
        assertThat(meters.get("serai.jwt.key.fetches.failed").counter().count()).isPositive();
        assertThat(output.toString().split("The issuer's keys cannot be had: ", -1))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redirect to itself",
                "server error",
                "nonsense",
                "nothing",
                "empty",
                "empty keys",
                "nested",
                "silent",
                "trickling",
                "endless"
            })
    void withoutAnyKey_nobodyWaitsLong(String kind) throws Exception {
        issuer.instead = ANSWERS.get(kind);

        assertThat(refusals(503, "issuer_unavailable")).allMatch(it -> it.compareTo(Duration.ofSeconds(8)) < 0);
        assertThat(issuer.asked()).as("asked").isLessThanOrEqualTo(most(kind));
    }

    /** Three fetches; some redirects are followed. */
    private static int most(String kind) {
        return kind.startsWith("redirect") ? 15 : 3;
    }
}

package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.RawConnection;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that is stopped does with streams that take longer than a stop waits. */
@Timeout(90)
class StopLimitTest {

    private static final String ADMIN = "the-admin-key";

    /** By the model that is asked: bytes that pass, events that are translated, one that others would go on with. */
    private static final Map<String, Script> STREAMS = new LinkedHashMap<>(Map.of(
            "openai/gpt-4o", Script.stream().send(Answers.content("one")).stall(60),
            "anthropic/claude-sonnet-4-5",
                    Script.stream().send(Answers.anthropicStart("one")).stall(60),
            "resuming", Script.stream().send(Answers.content("one")).stall(60),
            "simulator/stall", Script.silent()));

    private final Map<String, String> properties = new TreeMap<>();

    @Test
    void streams_endWithAnErrorEventAndOnRecord(@TempDir Path data) throws Exception {
        try (FakeUpstream provider = new FakeUpstream()) {
            provider.answer(request -> STREAMS.get(
                    request.path().startsWith("/anthropic/") ? "anthropic/claude-sonnet-4-5" : "openai/gpt-4o"));
            prepare(data, provider);
            OwnGateway gateway = OwnGateway.start(properties);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (String model : STREAMS.keySet()) {
                answers.add(CompletableFuture.supplyAsync(() -> ask(gateway, model), it -> new Thread(it).start()));
            }
            Thread.sleep(2000); // so that all have begun

            long began = System.nanoTime();
            gateway.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertEnded(answer.get(10, TimeUnit.SECONDS).body());
            }
            try (OwnGateway again = OwnGateway.start(properties)) {
                assertOnRecord(again);
            }
        }
    }

    /** By the model that is asked: a provider that is silent, one that has begun, an alias, one that others are asked beside. */
    private static final List<String> SILENT = List.of(
            "openai/gpt-4o", "anthropic/claude-sonnet-4-5", "openai/begun", "resuming", "hedged", "openai/again");

    private static final Map<String, Script> SILENCES = Map.of(
            "begun",
                    Script.silent()
                            .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{")
                            .stall(60),
            "again", Script.json(503, "{}", "Retry-After: 4"));

    /** Whoever stops the gateway would cut them a little later: nobody could tell whether to ask again. */
    @Test
    void requestsThatHaveNoAnswer_areRefusedAndOnRecord(@TempDir Path data) throws Exception {
        try (FakeUpstream provider = new FakeUpstream()) {
            provider.answer(request -> SILENCES.entrySet().stream()
                    .filter(it -> request.text().contains("\"" + it.getKey() + "\""))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Script.silent().stall(60)));
            prepare(data, provider);
            properties.put("SERAI_RETRIES", "20");
            OwnGateway gateway = OwnGateway.start(properties);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (String model : SILENT) {
                for (boolean stream : new boolean[] {false, true}) {
                    answers.add(CompletableFuture.supplyAsync(
                            () -> ask(gateway, model, stream), it -> new Thread(it).start()));
                }
            }
            try (RawConnection upload = new RawConnection(gateway.port())) {
                upload.sendHead("POST /v1/chat/completions", "Content-Length: 100")
                        .send("{\"model\"");
                Thread.sleep(1000);
                gateway.close();
                assertRefused(upload.reply());
            }

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertRefused(answer.get(10, TimeUnit.SECONDS));
            }
            try (OwnGateway again = OwnGateway.start(properties)) {
                for (JsonNode record : records(again, SILENT.size() * 2)) {
                    assertThat(record.path("error").asText())
                            .as("%s", record)
                            .isIn("gateway_stopped", "replaced", "overtaken");
                }
            }
        }
    }

    private static void assertRefused(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(Json.MAPPER.readTree(answer.body()).at("/error/code").asText())
                .isEqualTo("gateway_stopped");
    }

    private static void assertRefused(RawConnection.Reply answer) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(Json.MAPPER.readTree(answer.body()).at("/error/code").asText())
                .isEqualTo("gateway_stopped");
    }

    private void prepare(Path data, FakeUpstream provider) throws Exception {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "resuming", "inOrder?recovery=resume", "", "openai/gpt-4o", "openai/gpt-4.1");
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=100ms", "", "openai/gpt-4o", "openai/gpt-4.1");
        properties.putAll(Map.of(
                "serai.anonymous",
                "loopback",
                "serai.admin-key",
                ADMIN,
                "serai.data",
                data.toString(),
                "serai.routes",
                routes.toString(),
                "spring.lifecycle.timeout-per-shutdown-phase",
                "6s",
                "OPENAI_BASE_URL",
                provider.url() + "/openai",
                "OPENAI_API_KEY",
                GatewayTest.PROVIDER_KEY,
                "ANTHROPIC_BASE_URL",
                provider.url() + "/anthropic",
                "ANTHROPIC_API_KEY",
                GatewayTest.PROVIDER_KEY));
    }

    private static HttpResponse<String> ask(OwnGateway gateway, String model) {
        return ask(gateway, model, true);
    }

    private static HttpResponse<String> ask(OwnGateway gateway, String model, boolean stream) {
        try {
            return gateway.send(
                    "POST",
                    "/v1/chat/completions",
                    "{\"model\":\"" + model + "\",\"stream\":" + stream
                            + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertEnded(String events) throws Exception {
        assertThat(events).endsWith("}\n\n").doesNotContain("[DONE]");
        JsonNode last = Json.MAPPER.readTree(events.substring(events.lastIndexOf("data: ") + "data: ".length()));
        assertThat(last.at("/error/code").asText()).isEqualTo("gateway_stopped");
    }

    private static JsonNode records(OwnGateway gateway, int least) throws Exception {
        JsonNode records = Json.MAPPER.createArrayNode();
        for (int i = 0; i < 100 && records.size() < least; i++) {
            Thread.sleep(100);
            String body = gateway.get("/manage/usage/records", "Authorization", "Bearer " + ADMIN)
                    .body();
            records = Json.MAPPER.readTree(body).path("data");
        }
        assertThat(records).hasSizeGreaterThanOrEqualTo(least);
        return records;
    }

    private static void assertOnRecord(OwnGateway gateway) throws Exception {
        JsonNode records = records(gateway, STREAMS.size());
        assertThat(records).hasSize(STREAMS.size());
        for (JsonNode record : records) {
            assertThat(record.path("error").asText()).as("%s", record).isEqualTo("gateway_stopped");
            assertThat(record.path("completionTokens").asLong())
                    .as("%s", record)
                    .isPositive();
        }
    }
}

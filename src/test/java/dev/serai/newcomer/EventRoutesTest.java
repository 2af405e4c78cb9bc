package dev.serai.newcomer;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Project;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.breakers.Breakers;
import dev.serai.store.Actor;
import dev.serai.support.FakeUpstream;
import dev.serai.support.OwnGateway;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of {@code docs/events.md} do what that page says, in a gateway that answers requests. */
class EventRoutesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String TABLE =
            "create table requests (id varchar primary key, project varchar, cost numeric(20, 12), document varchar)";
    private static final String CARD = "my card is 4111111111111111";

    private static final FakeUpstream WEBHOOK = new FakeUpstream();
    private static final FakeUpstream UPSTREAM = new FakeUpstream();

    @TempDir
    private static Path folder;

    private static OwnGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        WEBHOOK.answer(Script.json(200, "{}"));
        Warehouse.query(TABLE);
        gateway = EventRoutesGateway.start(folder, WEBHOOK, UPSTREAM);
    }

    @AfterAll
    static void stop() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        WEBHOOK.close();
        UPSTREAM.close();
    }

    private static TokenRegistry.Issued token(Rules ofProject, Rules own) {
        Project project = gateway.bean(ProjectRegistry.class)
                .create(
                        new ProjectRegistry.Draft("project " + System.nanoTime(), true, ofProject, Map.of(), Map.of()),
                        Actor.SERAI);
        return gateway.bean(TokenRegistry.class)
                .issue(project.id(), new TokenRegistry.Draft("token", true, own, Map.of(), null), Actor.SERAI);
    }

    private static String ask(TokenRegistry.Issued caller, String prompt, boolean stream) throws Exception {
        ObjectNode chat =
                Json.MAPPER.createObjectNode().put("model", "simulator/echo").put("stream", stream);
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return ask(caller, CHAT, chat.toString());
    }

    private static String ask(TokenRegistry.Issued caller, String path, String body) throws Exception {
        HttpResponse<String> answer = gateway.send(
                "POST", path, body, "Authorization", "Bearer " + caller.secret().text());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    /** The document of a request among lines; waits for it. */
    private static JsonNode document(Path file, String requestId) throws IOException {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(file) && Files.readString(file).contains(requestId + "\""));
        return Json.parse(Files.readAllLines(file).stream()
                .filter(line -> line.contains(requestId + "\""))
                .findFirst()
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Path billing() throws IOException {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.isDirectory(folder.resolve("billing")));
        try (Stream<Path> files = Files.list(folder.resolve("billing"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void eachRequest_isALineOfAFile() throws Exception {
        TokenRegistry.Issued caller = token(Rules.NONE, Rules.NONE);
        String id = ask(caller, "Hello", false);

        JsonNode document = document(billing(), id);

        assertThat(document.path("project").asText()).isEqualTo(caller.token().project());
        assertThat(document.path("status").asInt()).isEqualTo(200);
        assertThat(document.path("completionTokens").asInt()).isPositive();
        assertThat(document.toString()).doesNotContain("Hello", caller.secret().text());
    }

    @Test
    void eachRequest_isARowOfATable() throws Exception {
        String id = ask(token(Rules.NONE, Rules.NONE), "Hello", true);

        String row = "select document from requests where id = '" + id + "'";
        await().atMost(Duration.ofSeconds(30)).until(() -> !Warehouse.query(row).isEmpty());
        assertThat(Json.parse(Warehouse.query(row).get(0).getBytes(StandardCharsets.UTF_8))
                        .path("streaming")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void breaker_isTheBusinessOfAWebhook() {
        gateway.bean(Breakers.class).force("simulator", "open");
        gateway.bean(Breakers.class).force("simulator", "auto");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(WEBHOOK.received()).anySatisfy(sent -> {
                    assertThat(sent.text()).contains("\"type\":\"breaker\"", "\"state\":\"forced-open\"");
                    assertThat(sent.headers().get("content-type")).startsWith("application/json");
                }));
    }

    @Test
    void whatIsSaid_isToldOfProjectsThatWantIt_redacted() throws Exception {
        Rules kept = rules().logContent(true).build();
        Rules not = rules().logContent(false).build();
        String silent = ask(token(Rules.NONE, Rules.NONE), CARD, false);
        String refused = ask(token(kept, not), CARD, false);
        String ofToken = ask(token(Rules.NONE, kept), CARD, false);
        String whole = ask(token(kept, Rules.NONE), CARD, false);
        String streamed = ask(token(kept, kept), CARD, true);

        Path file = folder.resolve("said.jsonl");
        for (String id : List.of(whole, streamed)) {
            JsonNode messages = document(file, id).at("/content/messages");
            assertThat(messages.path(0).path("content").asText()).isEqualTo("my card is [card]");
            assertThat(messages.path(1).path("role").asText()).isEqualTo("assistant");
            assertThat(messages.path(1).path("content").asText()).startsWith("You said: \"my card is [card]\"");
        }
        assertThat(Files.readString(file)).doesNotContain(silent, refused, ofToken, "4111111111111111");
        assertThat(Files.readString(billing())).doesNotContain("my card");
    }

    @ParameterizedTest
    @MethodSource("dev.serai.support.FormatCases#all")
    void whatIsSaid_isToldInOpenAisWords_whateverTheClientSpeaks(String path, String body, Supplier<Script> script)
            throws Exception {
        UPSTREAM.answer(script.get());
        String id = ask(token(rules().logContent(true).build(), Rules.NONE), path, body);

        JsonNode messages = document(folder.resolve("said.jsonl"), id).at("/content/messages");

        assertThat(messages.path(0).toString()).contains("\"role\":\"user\"", "my card is [card]");
        assertThat(messages.path(1).path("role").asText())
                .as(messages.toString())
                .isEqualTo("assistant");
        assertThat(messages.path(1).path("content").asText()).isEqualTo("Hi");
        assertThat(messages).hasSize(2);
    }
}

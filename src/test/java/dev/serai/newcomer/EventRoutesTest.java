package dev.serai.newcomer;

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
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of {@code docs/events.md} do what that page says, in a gateway that answers requests. */
class EventRoutesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String TABLE =
            "create table requests (id varchar primary key, project varchar, cost numeric(20, 12), document varchar)";
    private static final String CARD = "my card is 4111111111111111";

    /** Keeps what was said in a file, after a policy. */
    private static final String CONTENT = """
        - route:
            id: event-said
            group: events
            from:
              uri: serai:content?redact=policy-redact
              steps:
                - to: { id: said-line, uri: "file:%s?fileName=said.jsonl&fileExist=Append&appendChars=\\\\n" }
        """;

    private static final FakeUpstream WEBHOOK = new FakeUpstream();

    @TempDir
    private static Path folder;

    private static OwnGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        WEBHOOK.answer(Script.json(200, "{}"));
        Path routes = Files.createDirectories(folder.resolve("routes"));
        RoutesCopy.mirror(Path.of("routes"), routes);
        RoutesCopy.mirror(Path.of("transforms"), folder.resolve("transforms"));
        write(new Page(Path.of("docs/events.md")));
        write(new Page(Path.of("docs/extending.md")));
        Files.writeString(routes.resolve("events/said.camel.yaml"), CONTENT.formatted(folder));
        Warehouse.query(TABLE);
        gateway = OwnGateway.start(settings());
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("serai.routes", folder.resolve("routes").toString());
        settings.put("serai.transforms", folder.resolve("transforms").toString());
        settings.put("serai.data", folder.resolve("data").toString());
        settings.put("serai.admin-key", GatewayTest.ADMIN_KEY);
        settings.put("serai.usage.interval", "20ms");
        settings.put("serai.components", "bean,file,jdbc,log");
        settings.put("serai.datasources.warehouse.url", Warehouse.URL);
        settings.put("serai.simulator.tokens-per-second", "0");
        settings.put("DUTY_WEBHOOK", WEBHOOK.url().replace("http://", ""));
        return settings;
    }

    private static void write(Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            String code = block.code();
            boolean wanted = code.contains("id: event-")
                    || code.contains("id: policy-redact")
                    || code.startsWith("// transforms/redact");
            if (wanted) {
                Path file = folder.resolve(block.file());
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file,
                        code.replace("file:data/billing", "file:" + folder.resolve("billing"))
                                .replace("https://", "http://"));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        WEBHOOK.close();
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
        return gateway.send(
                        "POST",
                        CHAT,
                        chat.toString(),
                        "Authorization",
                        "Bearer " + caller.secret().text())
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
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
        Rules kept = new Rules(null, null, null, null, null, true);
        Rules not = new Rules(null, null, null, null, null, false);
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
        assertThat(Files.readString(file)).doesNotContain(silent, refused, ofToken, "4111");
        assertThat(Files.readString(billing())).doesNotContain("my card");
    }
}

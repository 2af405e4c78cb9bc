package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.RouteFile;
import dev.serai.support.Script;
import dev.serai.support.SelfSigned;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert that is shipped, as its file has it, fires of its cause; asked each second here, and told to a webhook. */
class ShippedAlertsTest extends AlertsGatewayTest {

    @FunctionalInterface
    private interface Cause {
        void happen() throws Exception;
    }

    /** What is to happen, and what is put in the place of a threshold that takes long to reach. */
    private record Case(String threshold, Cause cause) {}

    private final Map<String, Case> cases = Map.ofEntries(
            Map.entry(
                    "slow-answers",
                    new Case("> 20ms", () -> chats(20, Script.silent().pause(40).raw(whole())))),
            Map.entry("slow-first-tokens", new Case("> 20ms", this::slowStreams)),
            Map.entry("provider-errors", new Case("", () -> chats(20, Script.json(500, "{}")))),
            Map.entry("provider-unavailable", new Case("", () -> chats(10, Script.json(503, "{}")))),
            Map.entry("provider-key", new Case("", () -> chats(1, Script.json(401, "{}")))),
            Map.entry("certificate", new Case("", this::untrusted)),
            Map.entry("breaker-open", new Case("", () -> force("open"))),
            Map.entry("budget-nearly-spent", new Case("", () -> spend("nearly", 0.9))),
            Map.entry("budget-spent", new Case("", () -> spend("all", 1))),
            Map.entry("price-unknown", new Case("", () -> chats(1, Script.json(200, Answers.WHOLE)))),
            Map.entry("memory", new Case("> 0%", System::gc)),
            Map.entry("disk", new Case("> 0%", () -> {})),
            Map.entry("journal-behind", new Case(">= 0", () -> {})),
            Map.entry("unwell", new Case("", this::brokenFile)));

    static Stream<String> names() throws Exception {
        return RouteFile.in("alerts").stream().map(RouteFile::name);
    }

    private static String whole() {
        return "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + Answers.WHOLE.length()
                + "\r\n\r\n" + Answers.WHOLE;
    }

    private void chats(int times, Script script) throws Exception {
        only("openai", script);
        for (int i = 0; i < times; i++) {
            post(CHAT, chat("openai/no-price-is-known-of-this"));
        }
    }

    private void slowStreams() throws Exception {
        only("openai", Script.stream().pause(40).send(Answers.stream("Hi")).end());
        for (int i = 0; i < 20; i++) {
            post(CHAT, streamedChat("openai/gpt-4o"));
        }
    }

    private void untrusted() throws Exception {
        try (SelfSigned server = new SelfSigned(3)) {
            serve(ACME, provider("acme", "one").replace(UPSTREAM.url(), "https://localhost:" + server.port()));
            post(CHAT, chat("acme-1"));
        }
    }

    /** A project whose budget is such that what one chat costs is this share of it. */
    private void spend(String name, double share) throws Exception {
        only("openai", Script.json(200, Answers.WHOLE));
        HttpResponse<String> priced = post(CHAT, chat("openai/gpt-4o"));
        double cost =
                Double.parseDouble(priced.headers().firstValue("x-serai-cost").orElseThrow());
        JsonNode project = json(send(
                "POST",
                "/manage/projects",
                "{\"name\": \"spends-" + name + "\", \"rules\": {\"budget\": {\"hard\": {\"total\": "
                        + BigDecimal.valueOf(cost / share)
                                .setScale(12, RoundingMode.UP)
                                .toPlainString() + "}}}}"));
        assertThat(project.has("id")).as(project.toString()).isTrue();
        JsonNode token = json(send(
                "POST",
                "/manage/tokens",
                "{\"name\": \"spends\", \"project\": \"" + project.path("id").asText() + "\"}"));
        HttpResponse<String> spent = post(
                CHAT,
                chat("openai/gpt-4o"),
                "Authorization",
                "Bearer " + token.path("secret").asText());
        assertThat(spent.statusCode()).as(spent.body()).isEqualTo(200);
    }

    private void brokenFile() throws Exception {
        write("routes/models/broken.camel.yaml", "- rout: {}\n");
        manage("POST", "reload");
    }

    @Test
    void shippedAlerts_allHaveACause() throws Exception {
        assertThat(names().toList()).containsExactlyElementsOf(new TreeSet<>(cases.keySet()));
    }

    @Test
    void shippedAlerts_tellTheLogAlone() throws Exception {
        for (RouteFile file : RouteFile.in("alerts")) {
            assertThat(file.parameters()).as(file.toString()).doesNotContainKey("channel");
        }
        assertThat(json(send("GET", "/manage/alerts", null)).path("alerts"))
                .hasSize(cases.size())
                .allSatisfy(it -> assertThat(it.path("channels").toString()).isEqualTo("[\"log\"]"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void alert_firesOfItsCause(String name) throws Exception {
        Case it = cases.get(name);
        String path = "routes/alerts/" + name + ".camel.yaml";
        String file = Files.readString(file(path)).replaceAll("(?m)^.*name: (every|for),.*\n", "");
        if (!it.threshold().isEmpty()) {
            file = file.replaceFirst("(name: threshold, value: )\"[^\"]*\"", "$1\"" + it.threshold() + "\"")
                    .replaceAll("(?m)^.*name: clear,.*\n", "");
        }
        serve(path, file + "      - { name: every, value: 1s }\n      - { name: channel, value: webhook }\n");

        it.cause().happen();

        await("the alert " + name, () -> !hooked("hook", name).isEmpty());
        JsonNode told = hooked("hook", name).get(0);
        assertThat(told.path("state").asText()).isEqualTo("firing");
        assertThat(told.path("text").asText()).doesNotContain("{").doesNotContain("?");
    }
}

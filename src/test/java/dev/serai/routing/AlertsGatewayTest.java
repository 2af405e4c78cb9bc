package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway that tells a mail server and webhooks of alerts; all tests of the kind share it. */
@DirtiesContext // it watches the folder that tests of the shared gateway change
abstract class AlertsGatewayTest extends ReloadingGatewayTest {

    static final FakeUpstream HOOKS = new FakeUpstream();
    static final String HOOK_SECRET = "hook-secret-canary";
    static final String PAGER_KEY = "pager-key-canary-0123";

    /** Of the JVM, as the gateway is. */
    static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry properties) {
        MAIL.start();
        properties.add("serai.mail.host", () -> "127.0.0.1");
        properties.add("serai.mail.port", () -> MAIL.getSmtp().getPort());
        properties.add("serai.mail.from", () -> "serai@example.com");
        properties.add("serai.mail.to", () -> "operators@example.com");
        properties.add("SERAI_ALERT_WEBHOOK", () -> HOOKS.url() + "/hook/" + HOOK_SECRET);
        properties.add("SERAI_ALERT_WEBHOOK_AUTHORIZATION", () -> "Bearer " + HOOK_SECRET);
        properties.add("SERAI_SLACK_WEBHOOK", () -> HOOKS.url() + "/slack/" + HOOK_SECRET);
        properties.add("SERAI_TEAMS_WEBHOOK", () -> HOOKS.url() + "/teams/" + HOOK_SECRET);
        properties.add("SERAI_PAGERDUTY_URL", () -> HOOKS.url() + "/pager");
        properties.add("SERAI_PAGERDUTY_KEY", () -> PAGER_KEY);
    }

    @BeforeEach
    void hear() throws Exception {
        HOOKS.answer(Script.json(200, "{}"));
        MAIL.purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void closeBreakers() throws Exception {
        force("auto");
    }

    /** Opens or closes the breaker of a provider by hand. */
    void force(String state) throws Exception {
        send("PUT", "/manage/providers/openai/breaker", "{\"state\": \"" + state + "\"}");
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                request(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** An alert that fires each second while the breaker is open; further lines of its parameters. */
    static String alert(String name, String... parameters) {
        StringBuilder file = new StringBuilder("""
                - templatedRoute:
                    routeTemplateRef: alert
                    routeId: alert-%1$s
                    parameters:
                      - { name: alert, value: %1$s }
                      - { name: says, value: "{provider} is left alone" }
                      - { name: question, value: "figure:breaker?by=provider" }
                      - { name: threshold, value: "> 0" }
                      - { name: every, value: 1s }
                """.formatted(name));
        for (String parameter : parameters) {
            file.append("      - { name: ").append(parameter).append(" }\n");
        }
        return file.toString();
    }

    static String path(String alert) {
        return "routes/alerts/" + alert + ".camel.yaml";
    }

    void serve(String path, String content) throws Exception {
        write(path, content);
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    /** What webhooks got below a path. */
    static List<JsonNode> hooked(String path) {
        return HOOKS.received().stream()
                .filter(it -> it.path().startsWith("/" + path))
                .map(it -> json(it.body()))
                .toList();
    }

    static List<JsonNode> hooked(String path, String alert) {
        return hooked(path).stream()
                .filter(it -> it.path("alert").asText().equals(alert))
                .toList();
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            throw new AssertionError("a webhook got what is no JSON", e);
        }
    }

    /** The subjects of all mail that has come. */
    static List<String> mail() {
        return Stream.of(MAIL.getReceivedMessages())
                .map(it -> {
                    try {
                        return it.getSubject();
                    } catch (jakarta.mail.MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}

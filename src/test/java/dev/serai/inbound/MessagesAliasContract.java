package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Aliases over a provider that speaks Messages and one that does not. */
abstract class MessagesAliasContract extends GatewayTest {

    static final String TEXT = "Hello, you";

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("nothing of this", "");
        RoutesCopy.alias(routes, "resumed", "inOrder?recovery=resume", "", "anthropic/claude-x", "openai/m");
        RoutesCopy.walls(routes, "a", "anthropic/claude-x", "openai/m");
        RoutesCopy.walls(routes, "o", "openai/m", "anthropic/claude-x");
        RoutesCopy.alias(routes, "restarted", "inOrder?recovery=restart", "", "openai/m", "anthropic/claude-x");
        RoutesCopy.alias(routes, "held", "inOrder?recovery=hold", "", "anthropic/claude-x", "openai/m");
        RoutesCopy.alias(routes, "plain", "inOrder", "", "anthropic/claude-x", "openai/m");
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=100ms", "", "anthropic/claude-x", "openai/m");
        RoutesCopy.alias(
                routes,
                "shortened",
                "inOrder",
                "- setBody: { id: shorten, expression: { simple: { expression:"
                        + " \"${bodyAs(String).replace('Hello', 'Bye')}\" } } }",
                "anthropic/claude-x");
        properties.add("serai.routes", routes::toString);
    }

    static String messages(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":99,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\","
                + "\"cache_control\":{\"type\":\"ephemeral\"}}]}]}";
    }

    /** Each provider plays its own script. */
    static void providers(Map<String, Script> scripts) {
        UPSTREAM.answer((Received request) -> scripts.entrySet().stream()
                .filter(it -> request.path().startsWith("/" + it.getKey() + "/"))
                .findFirst()
                .orElseThrow()
                .getValue());
    }

    static String text(ArrayNode events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at("/delta/text").asText("")));
        return text.toString();
    }

    ArrayNode asked(String alias) throws Exception {
        HttpResponse<String> answer = post("/v1/messages", messages(alias, true));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return InboundPairs.events(answer.body());
    }

    static void assertWhole(ArrayNode events) {
        assertThat(text(events)).isEqualTo(TEXT);
        assertThat(events.get(0).path("type").asText()).isEqualTo("message_start");
        assertThat(events.get(events.size() - 1).path("type").asText()).isEqualTo("message_stop");
        int starts = 0;
        for (JsonNode event : events) {
            starts += event.path("type").asText().equals("message_start") ? 1 : 0;
        }
        assertThat(starts).isEqualTo(1);
    }

    static Script openAi(String text) {
        return Script.stream().send(Answers.stream(text)).end();
    }

    static Script anthropic(String text) {
        return Script.stream()
                .send(Answers.anthropicStart(text) + Answers.anthropicEnd())
                .end();
    }
}

package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Who gives an answer is said where it is known, and nothing else is. */
@Timeout(60)
@TestPropertySource(properties = {"serai.first-event-patience=200ms", "serai.failover.silent-stream=2s"})
class AnswerersTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String OTHER = Answers.stream("Hi").replace("\"m\"", "\"other-model\"");

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("env:GROQ_API_KEY", "env:UNSET_API_KEY");
        for (String recovery : List.of("resume", "restart", "hold", "none")) {
            RoutesCopy.alias(
                    routes, "with-" + recovery, "inOrder?recovery=" + recovery, "", "openai/first", "mistral/other");
        }
        RoutesCopy.alias(routes, "alone", "inOrder", "", "openai/first", "groq/other");
        properties.add("serai.routes", routes::toString);
    }

    private static String asked(String model) {
        return streamedChat(model).replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");
    }

    /** One target does this, the others answer. */
    private static void first(Script script) {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? script
                : Script.stream().send(OTHER).end());
    }

    private static String name(HttpHeaders headers) {
        return headers.firstValue("x-serai-provider").orElse("-") + "/"
                + headers.firstValue("x-serai-model").orElse("-");
    }

    private static List<JsonNode> chunks(List<String> events) {
        return events.stream()
                .filter(event -> event.startsWith("data: {"))
                .map(event -> {
                    try {
                        return Json.MAPPER.readTree(event.substring("data: ".length()));
                    } catch (IOException e) {
                        throw new AssertionError(event, e);
                    }
                })
                .toList();
    }

    private static String answeredBy(List<String> events) {
        return chunks(events).stream()
                .map(chunk -> chunk.at("/usage/answered_by").asText(""))
                .reduce("", (before, last) -> last);
    }

    @Test
    void headersBeforeItIsKnown_nameNobody_andTheUsageDoes() throws Exception {
        first(Script.stream("x-request-id: of-the-first").stall(30));

        try (EventReader client = open(CHAT, asked("with-none"))) {
            HttpHeaders headers = client.response().headers();
            assertThat(name(headers)).isEqualTo("-/-");
            assertThat(headers.map()).doesNotContainKeys("x-upstream-request-id", "x-serai-attempts");

            List<String> events = client.rest();
            assertThat(events).last().isEqualTo(EventReader.DONE);
            assertThat(chunks(events))
                    .extracting(chunk -> chunk.path("model").asText())
                    .containsOnly("other-model");
            assertThat(answeredBy(events)).isEqualTo("mistral/other");
        }
    }

    @Test
    void headersBeforeItIsKnown_nameNobodyEvenIfTheFirstAnswers() throws Exception {
        first(Script.stream().pause(700).send(Answers.stream("Hi")).end());

        try (EventReader client = open(CHAT, asked("with-resume"))) {
            assertThat(name(client.response().headers())).isEqualTo("-/-");
            assertThat(answeredBy(client.rest())).isEqualTo("openai/first");
        }
    }

    @Test
    void heldAnswer_isNobodysYet() throws Exception {
        first(Script.stream().send(Answers.content("Hi")).reset());

        try (EventReader client = open(CHAT, asked("with-hold"))) {
            assertThat(name(client.response().headers())).isEqualTo("-/-");
            List<String> events = client.rest();
            assertThat(chunks(events))
                    .extracting(chunk -> chunk.path("model").asText())
                    .containsOnly("other-model");
            assertThat(answeredBy(events)).isEqualTo("mistral/other");
        }
    }

    @Test
    void answerOfTwo_namesBothInItsUsage() throws Exception {
        first(Script.stream().send(Answers.content("H")).pause(150).reset());

        try (EventReader client = open(CHAT, asked("with-restart"))) {
            assertThat(name(client.response().headers())).isEqualTo("openai/first");
            List<String> events = client.rest();
            assertThat(events).last().isEqualTo(EventReader.DONE);
            assertThat(chunks(events))
                    .extracting(chunk -> chunk.path("model").asText())
                    .containsOnly("m");
            assertThat(answeredBy(events)).isEqualTo("openai/first, mistral/other");
        }
    }

    @Test
    void whoAnswersAtOnce_isNamedByHeadersAlone() throws Exception {
        first(Script.stream().send(Answers.stream("Hi")).end());

        try (EventReader client = open(CHAT, asked("with-resume"))) {
            assertThat(name(client.response().headers())).isEqualTo("openai/first");
            assertThat(answeredBy(client.rest())).isEmpty();
        }
    }

    @Test
    void whoHasNoSubstitute_isNamedAtOnce() throws Exception {
        first(Script.stream().pause(2500).send(Answers.stream("Hi")).end());

        for (String model : List.of("openai/first", "alone")) {
            try (EventReader client = open(CHAT, asked(model))) {
                assertThat(name(client.response().headers())).isEqualTo("openai/first");
                assertThat(client.rest()).last().isEqualTo(EventReader.DONE);
            }
        }
    }
}

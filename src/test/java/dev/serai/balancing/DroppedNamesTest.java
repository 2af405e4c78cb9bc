package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What the one who answers was not told is named to the caller, whoever else was asked before it, beside it or after it. */
@Timeout(60)
@TestPropertySource(
        properties = {"serai.hedge-share=1", "serai.first-event-patience=200ms", "serai.failover.silent-stream=1s"})
class DroppedNamesTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String GPT = "openai/gpt-4o";
    /** Drops {@code store}. */
    private static final String MISTRAL = "mistral/mistral-large-2512";
    /** Drops {@code seed}. */
    private static final String PERPLEXITY = "perplexity/sonar";

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("env:GROQ_API_KEY", "env:UNSET_API_KEY");
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=100ms", "", GPT, MISTRAL);
        RoutesCopy.alias(routes, "unset-last", "inOrder", "", MISTRAL, "groq/other");
        RoutesCopy.alias(routes, "hedged-unset-last", "inOrder?hedge=10s", "", PERPLEXITY, MISTRAL, "groq/other");
        RoutesCopy.alias(routes, "resumed", "inOrder?recovery=resume", "", PERPLEXITY, MISTRAL);
        properties.add("serai.routes", routes::toString);
    }

    private static void answers(Script gpt, Script perplexity, Script mistral) {
        UPSTREAM.answer(request -> {
            if (request.path().startsWith("/openai/")) {
                return gpt;
            }
            return request.path().startsWith("/mistral/") ? mistral : perplexity;
        });
    }

    private static String asking(String chat) {
        return chat.replaceFirst("\\{", "{\"store\":true,\"seed\":1,");
    }

    private static String asked(String model) {
        return asking(streamedChat(model).replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},"));
    }

    private static String dropped(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-dropped-params").orElse("");
    }

    private static String droppedByUsage(List<String> events) throws IOException {
        String found = "";
        for (String event : events) {
            if (event.startsWith("data: {")) {
                JsonNode chunk = Json.MAPPER.readTree(event.substring("data: ".length()));
                found = chunk.at("/usage/dropped_params").asText(found);
            }
        }
        return found;
    }

    private static Script failing() {
        return Script.json(503, "{\"error\":{\"message\":\"Busy\"}}");
    }

    private static Script whole() {
        return Script.json(200, Answers.WHOLE);
    }

    private static Script streamed() {
        return Script.stream().send(Answers.stream("Hi")).end();
    }

    @Test
    void whoWinsARace_isTheOneWhoseNamesAreTold() throws Exception {
        answers(Script.silent().stall(30), null, whole());
        assertThat(dropped(post(CHAT, asking(chat("hedged"))))).isEqualTo("store");

        answers(whole(), null, Script.silent().stall(30));
        assertThat(dropped(post(CHAT, asking(chat("hedged"))))).isEmpty();
    }

    @Test
    void streamThatWinsARace_isTheOneWhoseNamesAreTold() throws Exception {
        answers(Script.silent().stall(30), null, streamed());

        try (EventReader client = open(CHAT, asked("hedged"))) {
            assertThat(dropped(client.response())).isEqualTo("store");
            assertThat(droppedByUsage(client.rest())).isEmpty();
        }
    }

    @Test
    void errorOfOneWhoWasAskedBefore_comesWithItsNames() throws Exception {
        answers(null, failing(), failing());

        assertThat(dropped(post(CHAT, asking(chat("unset-last"))))).isEqualTo("store");
        assertThat(dropped(post(CHAT, asking(chat("hedged-unset-last"))))).isEqualTo("store");
    }

    @Test
    void headersBeforeItIsKnown_nameNothing_andTheUsageDoes() throws Exception {
        answers(null, Script.stream().stall(30), streamed());

        try (EventReader client = open(CHAT, asked("resumed"))) {
            assertThat(dropped(client.response())).isEmpty();
            assertThat(droppedByUsage(client.rest())).isEqualTo("store");
        }
    }

    @Test
    void answerOfTwo_namesInItsUsageWhatEitherWasNotTold() throws Exception {
        answers(
                null,
                Script.stream().send(Answers.content("Hi")).pause(150).reset(),
                Script.stream().send(Answers.stream("Hi you")).end());

        try (EventReader client = open(CHAT, asked("resumed"))) {
            assertThat(dropped(client.response())).isEqualTo("seed");
            assertThat(droppedByUsage(client.rest())).isEqualTo("seed, store");
        }
    }
}

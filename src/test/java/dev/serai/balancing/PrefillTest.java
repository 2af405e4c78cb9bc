package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Answers that broke off and that shipped providers continue, each as its API wants to be told. */
@Timeout(60)
class PrefillTest extends GatewayTest {

    private static final String ALIAS = """
        - route:
            id: model-resume-%1$s
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-resume-%1$s
              steps:
                - loadBalance:
                    id: resume-%1$s-targets
                    customLoadBalancer: { ref: "inOrder?recovery=resume" }
                    steps:
                      - to: { id: resume-%1$s-a, uri: "target:openai/broken" }
                      - to: { id: resume-%1$s-b, uri: "target:%1$s/whole" }
        """;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String provider : List.of("deepseek", "mistral", "ollama", "vllm")) {
            Files.writeString(routes.resolve("models/resume-" + provider + ".camel.yaml"), ALIAS.formatted(provider));
        }
        properties.add("serai.routes", routes::toString);
    }

    /** The first breaks off after some text; what the provider is asked then, and what the client reads in all. */
    private Received continued(String provider, String rest) throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hello")).reset()
                : Script.stream().send(Answers.stream(rest)).end());

        String seen =
                post("/v1/chat/completions", streamedChat("resume-" + provider)).body();

        assertThat(text(seen)).isEqualTo("Hello you");
        assertThat(seen).endsWith(Answers.DONE);
        assertThat(UPSTREAM.received()).hasSize(2);
        return UPSTREAM.last();
    }

    private static String text(String events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : events.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                text.append(Json.MAPPER
                        .readTree(line.substring(6))
                        .at("/choices/0/delta/content")
                        .asText(""));
            }
        }
        return text.toString();
    }

    private static JsonNode body(Received request) throws IOException {
        return Json.MAPPER.readTree(request.body());
    }

    @Test
    void mistral_saysTheBeginningAgain() throws Exception {
        JsonNode asked = body(continued("mistral", "Hello you"));

        assertThat(asked.at("/messages/1"))
                .hasToString("{\"role\":\"assistant\",\"content\":\"Hello\",\"prefix\":true}");
    }

    @Test
    void deepseek_isAskedAtAnotherPath() throws Exception {
        Received request = continued("deepseek", " you");

        assertThat(request.path()).isEqualTo("/deepseek/beta/chat/completions");
        assertThat(body(request).at("/messages/1/prefix").asBoolean()).isTrue();
    }

    @Test
    void vllm_isToldNotToBeginATurn() throws Exception {
        JsonNode asked = body(continued("vllm", " you"));

        assertThat(asked.at("/messages/1/content").asText()).isEqualTo("Hello");
        assertThat(asked.path("continue_final_message").asBoolean()).isTrue();
        assertThat(asked.path("add_generation_prompt").asBoolean(true)).isFalse();
    }

    /** It depends on the model's template there, so it is asked again as a whole. */
    @Test
    void providerWithoutPrefill_isAskedAgain() throws Exception {
        assertThat(body(continued("ollama", "Hello you")).path("messages")).hasSize(1);
    }

    @Test
    void requestThatContinuesNothing_isNotMarked() throws Exception {
        for (String provider : List.of("deepseek", "vllm")) {
            UPSTREAM.answer(Script.json(200, Answers.WHOLE));

            post("/v1/chat/completions", chat(provider + "/whole"));

            assertThat(UPSTREAM.last().path())
                    .endsWith(provider + (provider.equals("vllm") ? "/v1" : "") + "/chat/completions");
            assertThat(UPSTREAM.last().text())
                    .doesNotContain("prefix", "continue_final_message", "add_generation_prompt");
        }
    }
}

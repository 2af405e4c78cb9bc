package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import dev.serai.support.Mutations;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers out of range in every place of a request, to providers of every format: never a failure of the gateway. */
class HostileNumbersTest extends GatewayTest {

    private static final List<String> MODELS = List.of(
            "simulator/m",
            "openai/m",
            "anthropic/claude-opus-4-6",
            "gemini/gemini-2.5-flash",
            "gemini/gemini-2.0-flash",
            "cohere/command-a",
            "mistral/m",
            "perplexity/m");

    private static final String CHAT = """
        {"model": "P/m", "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"},
        {"type": "image_url", "image_url": {"url": "https://a/b.png", "detail": "low"}}]},
        {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
        "function": {"name": "f", "arguments": "{\\"a\\": 1}"}}]},
        {"role": "tool", "tool_call_id": "call_1", "content": "7"}],
        "max_tokens": 5, "temperature": 0.5, "top_p": 0.9, "seed": 7, "n": 1, "stop": ["x"], "stream": false,
        "frequency_penalty": 0, "reasoning_effort": "low", "parallel_tool_calls": false, "user": "u",
        "stream_options": {"include_usage": true}, "fallbacks": ["a"], "metadata": {"a": "b"}, "tool_choice": "auto",
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties":
        {"a": {"type": "integer", "minimum": 1, "enum": [1]}}, "required": ["a"]}}}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "s", "schema": {"type": "object",
        "properties": {"a": {"type": "integer", "maximum": 3}}}}}}""";
    private static final String COMPLETION =
            "{\"model\":\"P/m\",\"prompt\":\"Hi\",\"max_tokens\":5,\"best_of\":1,\"logprobs\":null,\"echo\":false}";
    private static final String EMBEDDINGS =
            "{\"model\":\"P/m\",\"input\":[\"Hi\",\"Ho\"],\"dimensions\":5,\"encoding_format\":\"float\"}";

    @BeforeEach
    void upstreamRefuses() {
        UPSTREAM.answer(Script.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"));
    }

    @ParameterizedTest
    @MethodSource("dev.serai.support.Mutations#numbers")
    void number_isRefusedOrPassed(String number) throws Exception {
        for (String model : MODELS) {
            everywhere("/v1/chat/completions", CHAT, model, number);
            everywhere("/v1/completions", COMPLETION, model, number);
            everywhere("/v1/embeddings", EMBEDDINGS, model, number);
        }
        everywhere("/chat", "{\"provider\":\"openai\",\"model\":\"m\",\"prompt\":\"Hi\"}", "", number);
    }

    private void everywhere(String path, String sample, String model, String number) throws Exception {
        JsonNode json = Json.parse(sample.replace("P/m", model).getBytes(StandardCharsets.UTF_8));
        for (Mutations.Mutation it : Mutations.of(json, number)) {
            HttpResponse<String> response = post(path, it.json());
            assertThat(response.statusCode())
                    .as("%s of %s to %s is %s: %s", it.place(), path, model, number, response.body())
                    .isBetween(200, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulator/m",
                "anthropic/claude-opus-4-6",
                "gemini/gemini-2.5-flash",
                "cohere/command-a",
                "mistral/m"
            })
    void numberThatIsRead_isNamed(String model) throws Exception {
        HttpResponse<String> response =
                post("/v1/chat/completions", chat(model).replaceFirst("\\{", "{\"temperature\":1e99999999999,"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("param").asText()).isEqualTo("temperature");
        assertThat(error(response).path("code").asText()).isEqualTo("invalid_value");
    }

    @Test
    void numberThatIsNotRead_passes() throws Exception {
        post("/v1/chat/completions", chat("openai/m").replaceFirst("\\{", "{\"temperature\":1e99999999999,"));

        assertThat(UPSTREAM.last().text()).contains("\"temperature\":1e99999999999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout-total", "timeout-connect", "priority", "session", "tier", "fallbacks"})
    void numberInAHint_isNoFailureOfOurs(String hint) throws Exception {
        for (String number :
                new String[] {"1e99999999999", "-1e-99999999999s", "9".repeat(4000), "9".repeat(300) + "ms", "NaN"}) {
            HttpResponse<String> response =
                    post("/v1/chat/completions", chat("simulator/echo"), "x-serai-" + hint, number);
            assertThat(response.statusCode()).as(hint + ": " + number).isBetween(200, 499);
        }
    }
}

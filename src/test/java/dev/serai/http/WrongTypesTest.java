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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every known field with a value of every other type: providers with a format of their own never see it. */
class WrongTypesTest extends GatewayTest {

    /** One value of each type; a field's own is one of them. */
    private static final List<String> LITERALS = List.of("\"0.5\"", "7", "true", "{\"x\":1}", "[7]");

    private static final String CHAT = """
        {"model": "M", "messages": [{"role": "system", "content": "Be brief", "name": "n"},
        {"role": "user", "content": [{"type": "text", "text": "Hi"}, {"type": "image_url",
        "image_url": {"url": "https://a/b.png", "detail": "low"}}]},
        {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
        "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "call_1", "content": "7"}],
        "max_tokens": 5, "temperature": 0.5, "top_p": 0.9, "seed": 7, "n": 1, "stop": ["x"], "stream": false,
        "frequency_penalty": 0.1, "presence_penalty": 0.1, "reasoning_effort": "low", "parallel_tool_calls": true,
        "user": "u", "service_tier": "auto", "logprobs": false, "tool_choice": "auto", "tools": [{"type": "function",
        "function": {"name": "f", "description": "d", "strict": true, "parameters": {"type": "object"}}}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "s", "schema": {"type": "object"}}}}""";

    /** What may have more than one type, or any. */
    private static final List<String> FREE = List.of(
            "messages[0].content",
            "messages[1].content",
            "messages[2].content",
            "messages[3].content",
            "messages[1].content[1].image_url",
            "messages[2].tool_calls[0].function.arguments",
            "stop",
            "tool_choice");

    @ParameterizedTest
    @ValueSource(strings = {"anthropic/claude-opus-4-6", "gemini/gemini-2.5-flash", "cohere/command-a", "mistral/m"})
    void fieldOfAnotherType_isNamed(String model) throws Exception {
        UPSTREAM.answer(Script.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"));
        JsonNode sample = Json.parse(CHAT.replace("\"M\"", "\"" + model + "\"").getBytes(StandardCharsets.UTF_8));
        for (String literal : LITERALS) {
            JsonNode value = Json.parse(literal.getBytes(StandardCharsets.UTF_8));
            for (Mutations.Mutation it : Mutations.of(sample, literal)) {
                if (isWrong(sample, it.place(), value)) {
                    HttpResponse<String> response = post("/v1/chat/completions", it.json());
                    String what = it.place() + " is " + literal + ": " + response.body();
                    assertThat(response.statusCode()).as(what).isEqualTo(400);
                    assertThat(error(response).path("code").asText()).as(what).isEqualTo("invalid_type");
                    assertThat(error(response).path("param").asText()).as(what).isEqualTo(it.place());
                }
            }
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }

    private static boolean isWrong(JsonNode sample, String place, JsonNode value) {
        String pointer = "/" + place.replace("[", "/").replace("]", "").replace(".", "/");
        return !FREE.contains(place)
                && !place.contains("schema.schema.")
                && !place.contains("parameters.")
                && sample.at(pointer).getNodeType() != value.getNodeType();
    }
}

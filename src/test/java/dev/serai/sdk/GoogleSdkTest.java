package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own Java client in front of the gateway, over providers of either format. */
class GoogleSdkTest extends GatewayTest {

    private static final String CALL = """
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
        {"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":\
        {"name":"get_weather","arguments":"{\\"city\\":"}}]},"finish_reason":null}]}

        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
        {"tool_calls":[{"index":0,"function":{"arguments":"\\"Bonn\\"}"}}]},"finish_reason":"tool_calls"}]}

        """;

    private Client client(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder().baseUrl(uri("").toString()).build())
                .build();
    }

    private String streamed(String model) {
        StringBuilder text = new StringBuilder();
        try (Client client = client("any");
                ResponseStream<GenerateContentResponse> answer =
                        client.models.generateContentStream(model, "Hello", null)) {
            for (GenerateContentResponse piece : answer) {
                String more = piece.text();
                text.append(more == null ? "" : more);
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/m", "gemini/gemini-x"})
    void wholeAnswer_isRead(String model) {
        UPSTREAM.answer(Script.json(200, model.startsWith("openai") ? Answers.WHOLE : Answers.GEMINI));
        try (Client client = client("any")) {
            GenerateContentResponse answer = client.models.generateContent(model, "Hello", null);

            assertThat(answer.text()).isEqualTo("Hi");
            assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
            assertThat(answer.usageMetadata()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/m", "gemini/gemini-x", "simulator/echo"})
    void stream_isRead(String model) {
        UPSTREAM.answer(Script.stream()
                .dribble(
                        model.startsWith("openai")
                                ? Answers.stream("Hi")
                                : Answers.geminiContent("Hi") + Answers.geminiEnd(),
                        7)
                .end());

        assertThat(streamed(model)).isNotBlank();
    }

    @Test
    void silence_isPassedOver() {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hel"))
                .pause(900)
                .send(Answers.content("lo") + Answers.finish() + Answers.usage() + Answers.DONE)
                .end());

        assertThat(streamed("openai/m")).isEqualTo("Hello");
    }

    @Test
    void call_isRead() {
        UPSTREAM.answer(
                Script.stream().send(CALL + Answers.usage() + Answers.DONE).end());
        Tool tool = Tool.builder()
                .functionDeclarations(FunctionDeclaration.builder()
                        .name("get_weather")
                        .parameters(Schema.builder()
                                .type(Type.Known.OBJECT)
                                .properties(Map.of(
                                        "city",
                                        Schema.builder().type(Type.Known.STRING).build()))
                                .build())
                        .build())
                .build();
        GenerateContentConfig config =
                GenerateContentConfig.builder().tools(List.of(tool)).build();
        Content question = Content.fromParts(Part.fromText("How is the weather?"));

        FunctionCall call = null;
        try (Client client = client("any");
                ResponseStream<GenerateContentResponse> answer =
                        client.models.generateContentStream("openai/m", question, config)) {
            for (GenerateContentResponse piece : answer) {
                call = piece.functionCalls() == null || piece.functionCalls().isEmpty()
                        ? call
                        : piece.functionCalls().get(0);
            }
        }

        assertThat(call.name()).contains("get_weather");
        assertThat(call.args().orElseThrow()).isEqualTo(Map.of("city", "Bonn"));
        assertThat(UPSTREAM.last().text()).contains("\"type\":\"object\"");
    }

    @Test
    void countsVectorsAndModels_areRead() {
        try (Client client = client("any")) {
            assertThat(client.models
                            .countTokens("simulator/echo", "Hello", null)
                            .totalTokens()
                            .orElse(0))
                    .isPositive();
            assertThat(client.models
                            .embedContent("simulator/any", "Hello", null)
                            .embeddings()
                            .orElseThrow())
                    .hasSize(1);
            assertThat(client.models.get("simulator/echo", null).name()).contains("models/simulator/echo");
            assertThat(client.models.list(null).iterator().next().name().orElse(""))
                    .startsWith("models/");
        }
    }

    @Test
    void errors_areGooglesOwn() {
        try (Client client = client("sk-serai-unknown")) {
            ApiException refused = catchThrowableOfType(
                    ApiException.class, () -> client.models.generateContent("simulator/echo", "Hello", null));
            assertThat(refused.code()).isEqualTo(401);
            assertThat(refused.status()).isEqualTo("UNAUTHENTICATED");
        }
        try (Client client = client("any")) {
            ApiException limited = catchThrowableOfType(
                    ApiException.class, () -> client.models.generateContent("simulator/429", "Hello", null));
            assertThat(limited.code()).isEqualTo(429);
            assertThat(limited.message()).isNotBlank();
        }
    }
}

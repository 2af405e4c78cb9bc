package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claude through OpenAI's client: the golden files of {@code wire/anthropic} on the other side. */
class OpenAiSdkAnthropicTest extends SdkTest {

    private static final String MODEL = "anthropic/claude-sonnet-4-5";

    @Test
    void text_isRead() {
        UPSTREAM.answer(Script.json(200, golden("text.response.provider.json")));

        ChatCompletion answer = create(ask(MODEL, "Hello"));

        assertThat(content(answer)).isEqualTo("Hello! How can I help?");
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(18);
        assertThat(UPSTREAM.last().headers()).containsEntry("x-api-key", PROVIDER_KEY);
    }

    @Test
    void stream_isPutTogether() {
        UPSTREAM.answer(
                Script.stream().dribble(golden("text.stream.provider.sse"), 7).end());
        var usage = ChatCompletionStreamOptions.builder().includeUsage(true).build();

        ChatCompletion answer = stream(ask(MODEL, "Hello").streamOptions(usage));

        assertThat(answer.id()).isEqualTo("msg_s");
        assertThat(content(answer)).isEqualTo("Hello é世");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(140);
    }

    @Test
    void parallelToolCalls_areRead() {
        UPSTREAM.answer(Script.json(200, golden("parallel_tool_calls.response.provider.json")));

        ChatCompletion answer = create(ask(MODEL, "Weather and time?"));

        var calls = answer.choices().get(0).message().toolCalls().orElseThrow();
        assertThat(calls)
                .extracting(call -> call.asFunction().function().name())
                .containsExactly("get_weather", "get_time");
        assertThat(calls)
                .extracting(call -> call.asFunction().function().arguments())
                .containsExactly("{\"city\":\"Paris\"}", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "tools_roundtrip", "json_schema"})
    void request_isWhatTheProviderExpects(String golden) throws IOException {
        UPSTREAM.answer(Script.json(200, golden("text.response.provider.json")));

        create(question(golden + ".request.openai.json"));

        assertThat(Json.MAPPER.readTree(UPSTREAM.last().body()))
                .isEqualTo(Json.MAPPER.readTree(golden(golden + ".request.provider.json")));
    }

    @Test
    void rateLimit_isRateLimitException() throws IOException {
        UPSTREAM.answer(failure("rate_limit"));

        RateLimitException error = catchThrowableOfType(RateLimitException.class, () -> create(ask(MODEL, "Hello")));

        assertThat(error.code()).contains("rate_limit_exceeded");
        assertThat(error.headers().values("x-ratelimit-limit-requests")).containsExactly("50");
        assertThat(error.headers().values("x-upstream-request-id")).containsExactly("req_011");
        assertThat(error.headers().values("retry-after")).containsExactly("12");
    }

    @Test
    void overload_isInternalServerException() throws IOException {
        UPSTREAM.answer(failure("overloaded"));

        var error = catchThrowableOfType(InternalServerException.class, () -> create(ask(MODEL, "Hello")));

        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.type()).contains("overloaded_error");
    }

    @Test
    void overloadInMidStream_isThrown() {
        UPSTREAM.answer(
                Script.stream().send(golden("overloaded.stream.provider.sse")).end());

        SseException error = catchThrowableOfType(SseException.class, () -> stream(ask(MODEL, "Hello")));

        assertThat(error.type()).contains("overloaded_error");
    }

    /** The golden request in the client's own types, its model with the provider's name in front. */
    private static ChatCompletionCreateParams.Builder question(String golden) throws IOException {
        var body = ObjectMappers.jsonMapper().readValue(golden(golden), ChatCompletionCreateParams.Body.class);
        return ChatCompletionCreateParams.builder().body(body).model(MODEL);
    }

    /** The answer that an error's golden file describes. */
    private static Script failure(String golden) throws IOException {
        JsonNode described = Json.MAPPER.readTree(golden(golden + ".error.provider.json"));
        List<String> headers = new ArrayList<>();
        described
                .path("headers")
                .properties()
                .forEach(h -> headers.add(h.getKey() + ": " + h.getValue().asText()));
        return Script.json(
                described.path("status").asInt(), described.path("body").toString(), headers.toArray(new String[0]));
    }

    private static String golden(String name) {
        try (InputStream file = OpenAiSdkAnthropicTest.class.getResourceAsStream("/wire/anthropic/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's own Java client in front of the gateway, over providers of either format. */
class AnthropicSdkTest extends GatewayTest {

    private static final String CALL = """
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
        {"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":\
        {"name":"get_weather","arguments":"{\\"city\\":"}}]},"finish_reason":null}]}

        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
        {"tool_calls":[{"index":0,"function":{"arguments":"\\"Bonn\\"}"}}]},"finish_reason":"tool_calls"}]}

        """;

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(uri("").toString())
                .apiKey(key)
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    private static MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(99).addUserMessage("Hello");
    }

    private Message create(String model) {
        return client("any").messages().create(ask(model).build());
    }

    private Message stream(MessageCreateParams.Builder question) {
        MessageAccumulator answer = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events =
                client("any").messages().createStreaming(question.build())) {
            events.stream().forEach(answer::accumulate);
        }
        return answer.message();
    }

    private static String text(Message message) {
        return message.content().get(0).asText().text();
    }

    @Test
    void wholeAnswer_isRead() {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        Message answer = create("openai/m");

        assertThat(text(answer)).isEqualTo("Hi");
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
    }

    @Test
    void wholeAnswerThatPasses_isRead() {
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC.replace("\"usage\"", "\"stop_sequence\":null,\"usage\"")));

        assertThat(text(create("anthropic/claude-x"))).isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator/echo", "openai/m"})
    void stream_isPutTogether(String model) {
        UPSTREAM.answer(Script.stream().dribble(Answers.stream("Hi"), 7).end());

        Message answer = stream(ask(model));

        assertThat(text(answer)).isNotBlank();
        assertThat(answer.usage().outputTokens()).isPositive();
        assertThat(answer.usage().inputTokens()).isPositive();
    }

    @Test
    void call_isPutTogether() {
        UPSTREAM.answer(
                Script.stream().send(CALL + Answers.usage() + Answers.DONE).end());
        Tool tool = Tool.builder()
                .name("get_weather")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build();

        Message answer = stream(ask("openai/m").addTool(tool));

        ToolUseBlock call = answer.content().get(0).asToolUse();
        assertThat(call.id()).isEqualTo("call_1");
        assertThat(call._input().toString()).contains("Bonn");
        assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
    }

    @Test
    void tokens_areCounted() {
        MessageCountTokensParams question = MessageCountTokensParams.builder()
                .model("simulator/echo")
                .addUserMessage("Hello")
                .build();

        assertThat(client("any").messages().countTokens(question).inputTokens()).isPositive();
    }

    @Test
    void models_areListed() {
        List<String> ids = client("any").models().list().items().stream()
                .map(model -> model.id())
                .toList();

        assertThat(ids).contains("smart");
    }

    @Test
    void errors_areTheClientsOwn() {
        assertThat(catchThrowableOfType(NotFoundException.class, () -> create("nobody"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(RateLimitException.class, () -> create("simulator/429"))
                        .headers()
                        .values("retry-after"))
                .containsExactly("1");
        assertThat(catchThrowableOfType(BadRequestException.class, () -> create("simulator/context-length"))
                        .getMessage())
                .contains("prompt is too long");
    }

    @Test
    void unknownKey_isUnauthorized() {
        UnauthorizedException error = catchThrowableOfType(
                UnauthorizedException.class,
                () -> client("sk-serai-unknown")
                        .messages()
                        .create(ask("simulator/echo").build()));

        assertThat(error.statusCode()).isEqualTo(401);
    }

    @Test
    void brokenStream_isThrown() {
        Throwable error = catchThrowableOfType(Throwable.class, () -> stream(ask("simulator/cut")));

        assertThat(error).isInstanceOf(com.anthropic.errors.AnthropicException.class);
    }
}

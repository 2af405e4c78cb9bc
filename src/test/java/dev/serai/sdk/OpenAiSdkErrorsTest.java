package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Errors arrive as the client's own exceptions, and it retries what is worth it. */
class OpenAiSdkErrorsTest extends SdkTest {

    private static final String ANSWER = """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
        {"role":"assistant","content":"Hi","refusal":null},"logprobs":null,"finish_reason":"stop"}]}\
        """;

    @Test
    void unknownModel_isNotFound() {
        NotFoundException error = failure("no-such-model", NotFoundException.class);

        assertThat(error.code()).contains("model_not_found");
        assertThat(error.param()).contains("model");
        assertThat(error.headers().values("x-request-id")).hasSize(1);
    }

    @Test
    void badRequest_isNotRetried() {
        UPSTREAM.answer(Script.json(400, error("invalid_request_error", "invalid_value")));

        BadRequestException error = failure("openai/gpt-4o", BadRequestException.class);

        assertThat(error.type()).contains("invalid_request_error");
        assertThat(error.code()).contains("invalid_value");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void rateLimit_isRetriedWhenTheProviderSays() {
        UPSTREAM.answer(firstThen(Script.json(429, error("requests", "rate_limit_exceeded"), "Retry-After: 7")));

        assertThat(content(create(ask("openai/gpt-4o", "Hello")))).isEqualTo("Hi");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void lastingRateLimit_isRateLimitException() {
        UPSTREAM.answer(Script.json(429, error("requests", "rate_limit_exceeded"), "Retry-After: 7"));

        RateLimitException error = failure("openai/gpt-4o", RateLimitException.class);

        assertThat(error.code()).contains("rate_limit_exceeded");
        assertThat(error.headers().values("retry-after")).containsExactly("7");
        assertThat(UPSTREAM.received()).hasSize(3);
    }

    @Test
    void serverError_isRetried() {
        UPSTREAM.answer(firstThen(Script.json(500, error("server_error", null))));

        assertThat(content(create(ask("openai/gpt-4o", "Hello")))).isEqualTo("Hi");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void lastingServerError_isInternalServerException() {
        UPSTREAM.answer(Script.json(500, error("server_error", null)));

        assertThat(failure("openai/gpt-4o", InternalServerException.class).statusCode())
                .isEqualTo(500);
        assertThat(UPSTREAM.received()).hasSize(3);
    }

    @Test
    void providersOwnAdvice_isFollowed() {
        UPSTREAM.answer(Script.json(500, error("server_error", null), "x-should-retry: false"));

        InternalServerException error = failure("openai/gpt-4o", InternalServerException.class);

        assertThat(error.statusCode()).isEqualTo(500);
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void refusedProviderKey_isNotRetried() {
        UPSTREAM.answer(Script.json(401, error("invalid_request_error", "invalid_api_key")));

        assertThat(failure("openai/gpt-4o", InternalServerException.class).code())
                .contains("provider_authentication_failed");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void errorInMidStream_isThrown() {
        SseException error =
                catchThrowableOfType(SseException.class, () -> stream(ask("simulator/error-in-200", "Hello")));

        assertThat(error.statusCode()).isEqualTo(200);
        assertThat(error.headers().values("x-request-id")).hasSize(1);
    }

    @Test
    void cutStream_isThrown() {
        SseException error = catchThrowableOfType(SseException.class, () -> stream(ask("simulator/cut", "Hello")));

        assertThat(error.code()).contains("upstream_stream_truncated");
    }

    @Test
    void errorBeforeTheStream_isAnHttpError() {
        UPSTREAM.answer(firstThen(Script.json(429, error("requests", "rate_limit_exceeded"), "retry-after-ms: 20")));

        RateLimitException error = catchThrowableOfType(
                RateLimitException.class,
                () -> client().withOptions(options -> options.maxRetries(0))
                        .chat()
                        .completions()
                        .createStreaming(ask("openai/gpt-4o", "Hello").build()));

        assertThat(error.headers().values("retry-after-ms")).containsExactly("20");
    }

    private <E extends OpenAIServiceException> E failure(String model, Class<E> type) {
        return catchThrowableOfType(type, () -> create(ask(model, "Hello")));
    }

    private static String error(String type, String code) {
        String quoted = code == null ? "null" : "\"" + code + "\"";
        return "{\"error\":{\"message\":\"Failed\",\"type\":\"" + type + "\",\"param\":null,\"code\":" + quoted + "}}";
    }

    /** The first request gets this, all others an answer. */
    private static Function<Received, Script> firstThen(Script first) {
        AtomicInteger count = new AtomicInteger();
        List<Script> scripts = List.of(first, Script.json(200, ANSWER));
        return request -> scripts.get(Math.min(1, count.getAndIncrement()));
    }
}

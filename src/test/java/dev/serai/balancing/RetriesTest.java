package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** A provider without a substitute is asked again where that may help. */
@TestPropertySource(properties = {"SERAI_RETRIES=2", "serai.longest-retry-after=2s"})
class RetriesTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String ASKED = chat("openai/gpt-4o");

    private static Script error(int status, String... headers) {
        return Script.json(status, "{\"error\":{\"message\":\"No\"}}", headers);
    }

    /** The first requests get this, the others an answer. */
    private static void atFirst(int times, Script failure) {
        UPSTREAM.answer(request -> UPSTREAM.received().size() <= times ? failure : Script.json(200, Answers.WHOLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void passingFailure_isNotSeen(int status) throws Exception {
        atFirst(2, error(status));

        HttpResponse<String> answer = post(CHAT, ASKED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.received()).hasSize(3);
        assertThat(answer.headers().firstValue("x-serai-attempts").orElse("")).endsWith("openai/gpt-4o 200");
    }

    @Test
    void resetConnection_isTriedAgain() throws Exception {
        atFirst(1, Script.silent().reset());

        assertThat(post(CHAT, ASKED).statusCode()).isEqualTo(200);
    }

    @Test
    void lastingFailure_isTheProvidersOwn() throws Exception {
        UPSTREAM.answer(error(503));

        assertThat(post(CHAT, ASKED).statusCode()).isEqualTo(503);
        assertThat(UPSTREAM.received()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422})
    void refusal_isFinal(int status) throws Exception {
        UPSTREAM.answer(error(status));

        post(CHAT, ASKED);

        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void retryAfter_isWaitedFor() throws Exception {
        atFirst(1, error(429, "retry-after-ms: 700"));
        long began = System.nanoTime();

        assertThat(post(CHAT, ASKED).statusCode()).isEqualTo(200);

        assertThat(System.nanoTime() - began).isGreaterThan(700_000_000L);
    }

    @Test
    void longRetryAfter_isLeftToTheCaller() throws Exception {
        UPSTREAM.answer(error(429, "Retry-After: 30"));

        HttpResponse<String> refused = post(CHAT, ASKED);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("30");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void silentProvider_isAskedOnce() throws Exception {
        UPSTREAM.answer(Script.silent().stall(20));

        HttpResponse<String> late = post(CHAT, ASKED, "x-serai-timeout-headers", "300ms");

        assertThat(late.statusCode()).as(late.body()).isEqualTo(504);
        assertThat(error(late).path("message").asText()).contains("headers timeout");
        assertThat(UPSTREAM.received()).hasSize(1);
    }
}

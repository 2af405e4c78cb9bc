package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Callers may say who is to answer instead. */
class FallbacksTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    @Autowired
    private Breakers breakers;

    private static String with(String fallbacks) {
        return chat("openai/gpt-4o").replaceFirst("\\{", "{\"fallbacks\":" + fallbacks + ",");
    }

    private static String provider(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-serai-provider").orElse("");
    }

    @BeforeEach
    void openAiFails() {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.json(503, "{\"error\":{\"message\":\"Busy\"}}")
                : Script.json(200, Answers.WHOLE));
    }

    @Test
    void named_answerInTheirOrder() throws Exception {
        HttpResponse<String> answer = post(CHAT, with("[\"groq/a\",\"mistral/b\"]"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(provider(answer)).isEqualTo("groq");
        assertThat(answer.headers().firstValue("x-serai-attempts"))
                .contains("openai/gpt-4o 503 overloaded, groq/a 200");
        assertThat(UPSTREAM.received()).extracting(Received::text).noneMatch(body -> body.contains("fallbacks"));
    }

    /** Callers can make up more names than breakers, metrics and MBeans may have. */
    @Test
    void named_leaveNoBreakerBehind() throws Exception {
        post(CHAT, with("[\"groq/made-up\"]"));

        assertThat(breakers.readings()).extracting(Breakers.Reading::name).doesNotContain("groq/made-up");
    }

    @Test
    void header_isAsGood() throws Exception {
        HttpResponse<String> answer = post(CHAT, chat("openai/gpt-4o"), "x-serai-fallbacks", "simulator/echo, groq/a");

        assertThat(provider(answer)).isEqualTo("simulator");
    }

    @Test
    void alias_mayBeOne() throws Exception {
        assertThat(provider(post(CHAT, with("[\"by-size\"]")))).isEqualTo("simulator");
    }

    @Test
    void healthyModel_answersItself() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(CHAT, with("[\"groq/a\"]"));

        assertThat(provider(answer)).isEqualTo("openai");
        assertThat(answer.headers().firstValue("x-serai-attempts")).isEmpty();
    }

    @Test
    void nobodyWhoCanAnswer_isTheLastError() throws Exception {
        UPSTREAM.answer(Script.json(500, "{\"error\":{\"message\":\"Down\"}}"));

        assertThat(post(CHAT, with("[\"groq/a\"]")).statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"groq/a\"", "[\"\"]", "[1,2,3,4,5,6,7,8,9]", "{}"})
    void otherThanNames_isRefused(String fallbacks) throws Exception {
        HttpResponse<String> refused = post(CHAT, with(fallbacks));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("param").asText()).isEqualTo("fallbacks");
    }

    @Test
    void unknownModel_isRefused() throws Exception {
        HttpResponse<String> refused = post(CHAT, with("[\"no-such-model\"]"));

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(UPSTREAM.received()).isEmpty();
    }
}

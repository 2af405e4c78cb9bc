package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The alias files that are shipped: {@code smart} fails over, {@code canary} weighs, {@code by-size} chooses. */
@Timeout(60)
class FailoverTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    @Test
    void smart_asksClaudeFirst() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC));

        HttpResponse<String> response = post(CHAT, chat("smart"));

        assertAnswered(response, "anthropic", "claude-sonnet-4-5");
        assertThat(paths()).containsExactly("/anthropic/v1/messages");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void retryableStatus_failsOver(int status) throws Exception {
        only(
                "anthropic",
                Script.json(status, "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"No\"}}"));

        HttpResponse<String> response = post(CHAT, chat("smart"));

        assertAnswered(response, "openai", "gpt-5.1");
        assertThat(response.body()).isEqualTo(Answers.WHOLE);
        assertThat(paths()).containsExactly("/anthropic/v1/messages", "/openai/chat/completions");
        assertThat(UPSTREAM.last().text()).contains("\"model\":\"gpt-5.1\"");
    }

    @Test
    void brokenConnection_failsOver() throws Exception {
        only("anthropic", Script.silent().reset());

        assertAnswered(post(CHAT, chat("smart")), "openai", "gpt-5.1");
    }

    @Test
    void unreadableAnswer_failsOver() throws Exception {
        only("anthropic", Script.typed(200, "text/html", "<html>It works!</html>"));

        assertAnswered(post(CHAT, chat("smart")), "openai", "gpt-5.1");
    }

    @Test
    void streamThatBeginsWithAnError_failsOver() throws Exception {
        only(
                "anthropic",
                Script.stream().send(Answers.anthropicError("overloaded_error")).end());

        HttpResponse<String> response = post(CHAT, streamedChat("smart"));

        assertAnswered(response, "openai", "gpt-5.1");
        assertThat(response.body()).contains("Hi").doesNotContain("error").endsWith(Answers.DONE);
    }

    @Test
    void streamThatEndsBeforeItBegins_failsOver() throws Exception {
        only("anthropic", Script.stream().end());

        assertThat(post(CHAT, streamedChat("smart")).body()).endsWith(Answers.DONE);
    }

    @Test
    void streamThatHasBegun_isNotJoinedToAnotherAnswer() throws Exception {
        only(
                "anthropic",
                Script.stream()
                        .send(Answers.anthropicStart("one") + Answers.anthropicError("overloaded_error"))
                        .end());

        try (EventReader client = open(CHAT, streamedChat("smart"))) {
            assertThat(client.rest()).last().asString().contains("\"error\":{").contains("upstream_stream_diverged");
        }
        assertThat(paths()).startsWith("/anthropic/v1/messages", "/openai/chat/completions");
    }

    /** Its words would pass for a model's. */
    @Test
    void simulator_neverStandsInForProvidersThatAreDown() throws Exception {
        UPSTREAM.answer(Script.json(503, "{}"));

        HttpResponse<String> response = post(CHAT, chat("smart"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("openai");
        assertThat(paths()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"400,400", "401,502", "403,502", "404,404", "413,413", "422,422"})
    void refusal_doesNotFailOver(int upstream, int seen) throws Exception {
        only(
                "anthropic",
                Script.json(
                        upstream,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"No\"}}"));

        HttpResponse<String> response = post(CHAT, chat("smart"));

        assertThat(response.statusCode()).isEqualTo(seen);
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("anthropic");
        assertThat(paths()).containsExactly("/anthropic/v1/messages");
    }

    @Test
    void streamThatBeginsWithARefusal_doesNotFailOver() throws Exception {
        only(
                "anthropic",
                Script.stream()
                        .send(Answers.anthropicError("invalid_request_error"))
                        .end());

        HttpResponse<String> response = post(CHAT, streamedChat("smart"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(paths()).containsExactly("/anthropic/v1/messages");
    }

    @Test
    void canary_getsOneInTen() throws Exception {
        List<String> models = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            models.add(post(CHAT, chat("canary"))
                    .headers()
                    .firstValue("x-serai-model")
                    .orElseThrow());
        }

        // 20 on average; outside of this one time in a billion
        assertThat(Collections.frequency(models, "new")).isBetween(1, 50);
        assertThat(models).containsOnly("steady", "new");
    }

    @Test
    void shortPrompt_goesToTheSmallModel() throws Exception {
        assertAnswered(post(CHAT, chat("by-size")), "simulator", "small");
    }

    @Test
    void longPrompt_goesToTheLargeContext() throws Exception {
        String prompt = chat("by-size").replace("Hello", "word ".repeat(5000));

        assertAnswered(post(CHAT, prompt), "simulator", "large-context");
    }

    @Test
    void tierInAHeader_getsTheBestModel() throws Exception {
        only("anthropic", Script.json(503, "{}"));

        assertAnswered(post(CHAT, chat("by-size"), "X-Serai-Tier", "premium"), "openai", "gpt-5.1");
    }

    @Test
    void otherTier_isAsNone() throws Exception {
        assertAnswered(post(CHAT, chat("by-size"), "x-serai-tier", "basic"), "simulator", "small");
    }

    private static List<String> paths() {
        return UPSTREAM.received().stream().map(Received::path).toList();
    }

    private static void assertAnswered(HttpResponse<String> response, String provider, String model) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue(provider);
        assertThat(response.headers().firstValue("x-serai-model")).hasValue(model);
    }
}

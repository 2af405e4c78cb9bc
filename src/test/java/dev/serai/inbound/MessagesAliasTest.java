package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages through aliases: whoever answers, and whoever goes on, the client has one answer in its own format. */
class MessagesAliasTest extends MessagesAliasContract {

    @Test
    void streamThatIsCutAtAnthropic_goesOnElsewhere() throws Exception {
        providers(Map.of(
                "anthropic",
                Script.stream().send(Answers.anthropicStart("Hello")).reset(),
                "openai",
                openAi(TEXT)));

        assertWhole(asked("resumed"));
    }

    @Test
    void streamThatIsCutElsewhere_goesOnAtAnthropic() throws Exception {
        providers(
                Map.of("openai", Script.stream().send(Answers.content("Hello")).end(), "anthropic", anthropic(TEXT)));

        assertWhole(asked("restarted"));
    }

    @Test
    void streamThatIsWhole_keepsWhatTheRequestSaid() throws Exception {
        providers(Map.of("anthropic", anthropic(TEXT)));

        assertWhole(asked("resumed"));
        assertThat(UPSTREAM.last().text()).contains("cache_control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "held", "resumed", "hedged"})
    void failureBeforeTheAnswer_isAnotherTargetsAnswer(String alias) throws Exception {
        providers(Map.of("anthropic", Script.json(529, "{}"), "openai", openAi(TEXT)));

        assertWhole(asked(alias));
        assertThat(UPSTREAM.last().text()).doesNotContain("cache_control").contains("\"include_usage\":true");
    }

    @Test
    void heldStreamThatIsCut_isReplacedUnseen() throws Exception {
        providers(Map.of(
                "anthropic",
                Script.stream().send(Answers.anthropicStart("Other")).reset(),
                "openai",
                openAi(TEXT)));

        assertWhole(asked("held"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "held", "hedged"})
    void passedStream_isAsItCame(String alias) throws Exception {
        String stream = Answers.anthropicStart(TEXT) + Answers.anthropicEnd();
        providers(Map.of("anthropic", Script.stream().send(stream).end()));

        assertThat(post("/v1/messages", messages(alias, true)).body()).isEqualTo(stream);
    }

    @Test
    void slowTarget_isOvertaken() throws Exception {
        providers(Map.of("anthropic", Script.silent().stall(5), "openai", openAi(TEXT)));

        assertWhole(asked("hedged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "resumed"})
    void failureOfAWholeAnswer_isAnotherTargetsAnswer(String alias) throws Exception {
        providers(Map.of("anthropic", Script.json(500, "{}"), "openai", Script.json(200, Answers.WHOLE)));

        HttpResponse<String> answer = post("/v1/messages", messages(alias, false));

        assertThat(json(answer).at("/content/0/text").asText()).isEqualTo("Hi");
        assertThat(answer.headers().firstValue("x-serai-provider")).contains("openai");
    }

    @Test
    void requestThatAPolicyChanges_isWhatThePolicyMadeOfIt() throws Exception {
        providers(Map.of("anthropic", Script.json(200, Answers.ANTHROPIC)));

        HttpResponse<String> answer = post("/v1/messages", messages("shortened", false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).contains("Bye").doesNotContain("Hello");
        assertThat(json(answer).path("type").asText()).isEqualTo("message");
    }

    @Test
    void usageOfPassedAnswers_isOnRecord() throws Exception {
        providers(Map.of("anthropic", Script.json(200, """
            {"id":"m","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hi"}],\
            "stop_reason":"end_turn","usage":{"input_tokens":3,"cache_creation_input_tokens":40,\
            "cache_read_input_tokens":500,"output_tokens":6}}\
            """)));
        HttpResponse<String> answer = post("/v1/messages", messages("plain", false));
        String id = answer.headers().firstValue("x-request-id").orElseThrow();

        JsonNode record = recordOf(id);

        assertThat(record.path("promptTokens").asInt()).as(record.toString()).isEqualTo(543);
        assertThat(record.path("completionTokens").asInt()).isEqualTo(6);
        assertThat(record.path("cachedTokens").asInt()).isEqualTo(500);
    }

    @Test
    void usageOfPassedStreams_isOnRecord() throws Exception {
        providers(Map.of("anthropic", anthropic(TEXT)));
        HttpResponse<String> answer = post("/v1/messages", messages("plain", true));
        String id = answer.headers().firstValue("x-request-id").orElseThrow();

        JsonNode record = recordOf(id);

        assertThat(record.path("promptTokens").asInt()).as(record.toString()).isEqualTo(3);
        assertThat(record.path("completionTokens").asInt()).isEqualTo(2);
    }
}

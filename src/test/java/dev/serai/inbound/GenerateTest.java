package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gemini's API beside what its golden files say: addresses, silence, what passes and what does not. */
class GenerateTest extends GenerateContract {

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/simulator/echo:generateContent, simulator/echo",
        "/v1/models/simulator%2Fecho:generateContent, simulator/echo",
        "/v1alpha/models/simulator/echo%3AgenerateContent, simulator/echo",
        "/v1beta/models/simulator/a:b:generateContent, simulator/a:b",
        "/v1beta/models/smart:generateContent, smart"
    })
    void model_isInTheAddress(String path, String model) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC)); // who stands first behind smart

        HttpResponse<String> answer = post(path, HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(text(json(answer))).isNotBlank();
        assertThat(json(answer).at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(json(answer).at("/usageMetadata/totalTokenCount").asInt()).isPositive();
        JsonNode record = record(answer);
        assertThat(record.path("alias").asText()).isEqualTo(model);
        assertThat(record.path("endpoint").asText()).isEqualTo("/v1beta/models/{model}:generateContent");
    }

    @Test
    void simulator_answersStreamed() throws Exception {
        ArrayNode events =
                InboundPairs.events(post(streamed("simulator/echo"), HELLO).body());

        assertThat(text(events)).isNotBlank();
        assertThat(last(events).at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(last(events).at("/usageMetadata/candidatesTokenCount").asInt())
                .isPositive();
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.path("responseId").asText()).isNotBlank());
    }

    @Test
    void simulatedCutStream_endsInAnError() throws Exception {
        ArrayNode events =
                InboundPairs.events(post(streamed("simulator/cut"), HELLO).body());

        assertThat(text(events)).isNotBlank();
        assertThat(last(events).at("/error/code").asInt()).isEqualTo(500);
        JsonNode array = json(post(streamed("simulator/cut").replace("?alt=sse", ""), HELLO));
        assertThat(array.get(array.size() - 1).at("/error/status").asText()).isEqualTo("INTERNAL");
    }

    @Test
    void silence_isFilledWithWhatClientsPassOver() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hel"))
                .pause(900)
                .send(Answers.content("lo") + Answers.finish() + Answers.usage() + Answers.DONE)
                .end());

        HttpResponse<String> answer = post(streamed("openai/m"), HELLO);

        assertThat(answer.body()).contains("\n\n\n").doesNotContain(": keep-alive", "ping");
        assertThat(text(InboundPairs.events(answer.body()))).isEqualTo("Hello");
    }

    @Test
    void passedRequest_hasNoModelInItAndNobodysKey() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.GEMINI));

        HttpResponse<String> answer = post(
                whole("gemini/gemini-x") + "?key=caller-canary",
                HELLO.replaceFirst("\\{", "{\"model\":\"models/other\","),
                "x-goog-api-client",
                "google-genai-sdk/1.0");

        assertThat(answer.body()).isEqualTo(Answers.GEMINI);
        assertThat(UPSTREAM.last().path()).isEqualTo("/gemini/v1beta/models/gemini-x:generateContent");
        assertThat(UPSTREAM.last().text()).isEqualTo(HELLO);
        assertThat(UPSTREAM.last().headers()).containsEntry("x-goog-api-key", PROVIDER_KEY);
        assertThat(UPSTREAM.last().headers().toString()).doesNotContain("caller-canary");
    }

    @Test
    void passedStream_isAskedForAsEvents() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.geminiContent("Hi") + Answers.geminiEnd())
                .end());

        HttpResponse<String> answer = post(streamed("gemini/gemini-x").replace("?alt=sse", ""), HELLO);

        assertThat(UPSTREAM.last().path()).endsWith(":streamGenerateContent?alt=sse");
        assertThat(text((ArrayNode) json(answer))).isEqualTo("Hi");
        JsonNode record = record(answer);
        assertThat(record.path("promptTokens").asInt()).as(record.toString()).isEqualTo(3);
        assertThat(record.path("completionTokens").asInt()).isEqualTo(2);
    }

    @Test
    void passedStreamThatIsCut_endsInAnError() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.geminiContent("Hel")).end());

        ArrayNode events =
                InboundPairs.events(post(streamed("gemini/gemini-x"), HELLO).body());

        assertThat(text(events)).isEqualTo("Hel");
        assertThat(last(events).at("/error/code").asInt()).isEqualTo(500);
    }

    @Test
    void whatHasNoPlace_isNamed() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(
                whole("openai/m"),
                HELLO.replaceFirst(
                        "\\{",
                        "{\"safetySettings\":[{}],\"generationConfig\":{\"topK\":3},"
                                + "\"tools\":[{\"googleSearch\":{}},{\"functionDeclarations\":[{\"name\":\"f\"}]}],"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-dropped-params"))
                .contains("generationConfig.topK, tools, safetySettings");
    }
}

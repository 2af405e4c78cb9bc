package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini's API beside its answers in words: counts, vectors and models. */
class GenerateCountsTest extends GenerateContract {

    @Test
    void count_isTheProvidersOwn() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"totalTokens\":42}"));

        HttpResponse<String> answer = post("/v1beta/models/gemini/gemini-x:countTokens", """
            {"generateContentRequest":{"model":"models/smart","contents":[{"parts":[{"text":"Hi"}]}]}}\
            """);

        assertThat(answer.body()).isEqualTo("{\"totalTokens\":42}");
        assertThat(UPSTREAM.last().path()).isEqualTo("/gemini/v1beta/models/gemini-x:countTokens");
        assertThat(Json.parse(UPSTREAM.last().body())
                        .at("/generateContentRequest/model")
                        .asText())
                .isEqualTo("models/gemini-x");
    }

    @Test
    void countOfAnotherModel_isThatOfTheAddress() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"totalTokens\":42}"));

        post("/v1beta/models/gemini/gemini-x:countTokens", """
            {"generate_content_request":{"model":"models/other","contents":[{"parts":[{"text":"Hi"}]}]}}\
            """);

        assertThat(UPSTREAM.last().text()).contains("models/gemini-x").doesNotContain("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic/claude-x | {\"input_tokens\":42} | /anthropic/v1/messages/count_tokens",
                "bedrock/anthropic.claude-x-v1:0 | {\"inputTokens\":42} | /bedrock/model/anthropic.claude-x-v1%3A0/count-tokens",
                "vertex/gemini-x | {\"totalTokens\":42} | /vertex/v1/projects/project-1/locations/global/publishers/google/models/gemini-x:countTokens",
                "vertex-anthropic/claude-x | {\"input_tokens\":42} | /vertex-anthropic/v1/projects/project-1/locations/global/publishers/anthropic/models/count-tokens:rawPredict",
                "openai/m | {\"object\":\"response.input_tokens\",\"input_tokens\":42} | /openai/responses/input_tokens"
            })
    void count_isAskedOfWhoCounts(String model, String counted, String path) throws Exception {
        UPSTREAM.answer(Script.json(200, counted));

        HttpResponse<String> answer = post("/v1beta/models/" + model + ":countTokens", HELLO);

        assertThat(answer.body()).isEqualTo("{\"totalTokens\":42}");
        assertThat(UPSTREAM.last().path()).isEqualTo(path);
        assertThat(UPSTREAM.last().text()).contains("Hello").doesNotContain("max_tokens", "stream");
        assertThat(answer.headers().firstValue("x-serai-estimated")).isEmpty();
        assertThat(record(answer).path("promptTokens").asInt()).isZero();
    }

    @Test
    void count_ofAModelWhoseTokensNobodyCounts_isEstimated() throws Exception {
        String refusal = "{\"message\":\"The provided model doesn't support counting tokens.\"}";
        UPSTREAM.answer(Script.json(400, refusal, "x-amzn-errortype: ValidationException"));

        HttpResponse<String> answer = post("/v1beta/models/bedrock/us.model-x:countTokens", HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-estimated")).contains("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral/m", "openai/m"})
    void count_isEstimatedWhereNobodyCounts(String model) throws Exception {
        UPSTREAM.answer(Script.json(404, "{}"));

        HttpResponse<String> answer = post("/v1beta/models/" + model + ":countTokens", HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("totalTokens").asInt()).isBetween(3, 12);
        assertThat(answer.headers().firstValue("x-serai-estimated")).contains("true");
    }

    @Test
    void vectors_comeFromAnyProvider() throws Exception {
        String content = "\"content\":{\"parts\":[{\"text\":\"one\"}]}";

        JsonNode one = json(post("/v1beta/models/simulator/any:embedContent", "{" + content + "}"));
        JsonNode two = json(post(
                "/v1beta/models/simulator/any:batchEmbedContents",
                "{\"requests\":[{\"model\":\"models/any\"," + content + "},{" + content + "}]}"));

        assertThat(one.at("/embedding/values").size()).isPositive();
        assertThat(two.path("embeddings")).hasSize(2);
        assertThat(two.at("/embeddings/1")).isEqualTo(one.path("embedding"));
    }

    @Test
    void vectorsOfGemini_pass() throws Exception {
        String given = "{\"embeddings\":[{\"values\":[0.25]}],\"usageMetadata\":{\"promptTokenCount\":3}}";
        UPSTREAM.answer(Script.json(200, given));

        HttpResponse<String> answer = post("/v1beta/models/gemini/embedding-x:batchEmbedContents", """
            {"requests":[{"model":"models/smart","content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY"}]}\
            """);

        assertThat(answer.body()).isEqualTo(given);
        assertThat(UPSTREAM.last().path()).isEqualTo("/gemini/v1beta/models/embedding-x:batchEmbedContents");
        assertThat(UPSTREAM.last().text()).contains("\"models/embedding-x\"", "RETRIEVAL_QUERY");
        assertThat(record(answer).path("promptTokens").asInt()).isEqualTo(3);
    }

    @Test
    void models_areListedPageByPage() throws Exception {
        JsonNode first = json(get("/v1beta/models?pageSize=1"));
        JsonNode next = json(get("/v1/models?pageSize=1000&key=any&pageToken="
                + first.path("nextPageToken").asText()));

        assertThat(first.path("models")).hasSize(1);
        assertThat(first.at("/models/0/name").asText()).startsWith("models/");
        assertThat(next.path("models").size()).isGreaterThan(3);
        assertThat(next.has("nextPageToken")).isFalse();
        assertThat(json(get("/v1beta/models/simulator/echo")).path("name").asText())
                .isEqualTo("models/simulator/echo");
        assertError(get("/v1beta/models/nobody"), 404, "NOT_FOUND");
    }
}

package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents are ranked in one form, whoever ranks them. */
class RerankTest extends CallingGatewayTest {

    private static final String RANKED = "{\"results\":[{\"index\":0,\"relevance_score\":0.1},"
            + "{\"index\":2,\"relevance_score\":0.9}],\"meta\":{\"billed_units\":{\"search_units\":1}}}";

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    private static String ask(String model, String members) {
        return "{\"model\":\"" + model + "\",\"query\":\"q\",\"documents\":[\"a\",{\"text\":\"b\"},\"c\"]" + members
                + "}";
    }

    private HttpResponse<String> rank(String body, String... headers) throws Exception {
        return callAt("/v1/rerank", caller, body, headers);
    }

    private static JsonNode sent() throws Exception {
        return Json.parse(UPSTREAM.last().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rerank", "/v2/rerank"})
    void results_areSortedAndHaveTheirTexts(String path) throws Exception {
        UPSTREAM.answer(Script.json(200, RANKED));

        HttpResponse<String> response =
                callAt(path, caller, ask("cohere/rerank-v3.5", ",\"return_documents\":true,\"top_n\":2"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).path("results"))
                .hasToString(
                        "[{\"index\":2,\"relevance_score\":0.9,"
                                + "\"document\":{\"text\":\"c\"}},{\"index\":0,\"relevance_score\":0.1,\"document\":{\"text\":\"a\"}}]");
        assertThat(json(response).path("object").asText()).isEqualTo("list");
        assertThat(json(response).at("/meta/billed_units/search_units").asInt()).isEqualTo(1);
        assertThat(UPSTREAM.last().path()).isEqualTo("/cohere/v2/rerank");
        assertThat(sent())
                .isEqualTo(Json.parse(
                        "{\"model\":\"rerank-v3.5\",\"query\":\"q\",\"documents\":[\"a\",\"b\",\"c\"],\"top_n\":2}"
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void voyage_hasItsOwnWords() throws Exception {
        UPSTREAM.answer(Script.json(
                200,
                "{\"object\":\"list\",\"data\":[{\"relevance_score\":0.5,\"index\":1,"
                        + "\"document\":\"b\"}],\"model\":\"rerank-2.5\",\"usage\":{\"total_tokens\":26}}"));

        HttpResponse<String> response = rank(ask("voyage/rerank-2.5", ",\"top_n\":1,\"return_documents\":true"));

        assertThat(json(response).path("results"))
                .hasToString("[{\"index\":1,\"relevance_score\":0.5,\"document\":{\"text\":\"b\"}}]");
        assertThat(json(response).at("/usage/total_tokens").asInt()).isEqualTo(26);
        assertThat(sent().path("top_k").asInt()).isEqualTo(1);
        assertThat(sent().has("top_n")).isFalse();
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 26L)
                .containsEntry("estimated", false);
    }

    @ParameterizedTest
    @CsvSource({
        "jina/jina-reranker-v2, /jina/rerank",
        "together/ranker, /together/rerank",
        "vllm/ranker, /vllm/v1/rerank"
    })
    void others_getTheDocumentsAsTheyCame(String model, String path) throws Exception {
        UPSTREAM.answer(Script.json(
                200, RANKED.replace("\"meta\"", "\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7},\"m\"")));

        HttpResponse<String> response = rank(ask(model, ",\"top_k\":2"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).isEqualTo(path);
        assertThat(sent().path("documents")).hasToString("[\"a\",{\"text\":\"b\"},\"c\"]");
        assertThat(sent().path("top_n").asInt()).isEqualTo(2);
        assertThat(record(requestId(response))).containsEntry("prompt_tokens", 7L);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "5000000, 1", "-1, 1", "\"many\", 1"})
    void searchUnits_areBelievedAsFarAsTheyCanBe(String units, long counted) throws Exception {
        UPSTREAM.answer(Script.json(200, RANKED.replace("\"search_units\":1", "\"search_units\":" + units)));

        HttpResponse<String> response = rank(ask("cohere/rerank-v3.5", ""));

        assertThat(record(requestId(response)))
                .containsEntry("search_units", counted)
                .containsEntry("endpoint", "/v1/rerank")
                .containsEntry("completion_tokens", 0L);
    }

    @Test
    void searchUnits_haveAPrice() throws Exception {
        HttpResponse<String> response = rank(ask("simulator/any", ""));

        Map<String, Object> record = record(requestId(response));
        BigDecimal tokens =
                BigDecimal.valueOf((long) record.get("prompt_tokens")).movePointLeft(6);
        assertThat((BigDecimal) record.get("cost")).isEqualByComparingTo(tokens.add(new BigDecimal("0.002")));
        assertThat(new BigDecimal(response.headers().firstValue("x-serai-cost").orElseThrow()))
                .isEqualByComparingTo((BigDecimal) record.get("cost"));
    }

    @Test
    void documentThatIsRankedTwice_isThereOnce() throws Exception {
        String twice = "{\"index\":0,\"relevance_score\":0.5},";
        UPSTREAM.answer(Script.json(200, "{\"results\":[" + twice.repeat(1000) + "{\"index\":1}]}"));

        HttpResponse<String> response = rank(ask("cohere/rerank-v3.5", ",\"return_documents\":true"));

        assertThat(json(response).path("results")).hasSize(2);
    }

    @Test
    void anotherModel_answersWhereTheFirstCannot() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/cohere/")
                ? Script.json(503, "{\"message\":\"away\"}")
                : Script.json(200, RANKED));

        HttpResponse<String> response =
                rank(ask("cohere/rerank-v3.5", ""), "x-serai-fallbacks", "jina/jina-reranker-v2");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-serai-provider")).contains("jina");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"results\":7}", "{\"message\":\"no\"}"})
    void answerWithoutRanks_isNone(String answer) throws Exception {
        UPSTREAM.answer(Script.json(200, answer));

        assertRefused(rank(ask("cohere/rerank-v3.5", "")), 502, "provider_invalid_response");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"m","documents":["a"]}                        | query
            {"model":"m","query":"q"}                              | documents
            {"query":"q","documents":["a"]}                        | model
            {"model":"m","query":7,"documents":["a"]}              | query
            {"model":"m","query":"q","documents":"a"}              | documents
            {"model":"m","query":"q","documents":[ ]}              | documents
            {"model":"cohere/m","query":"q","documents":["a",7]}   | documents[1]
            {"model":"cohere/m","query":"q","documents":["a"],"top_n":"1"} | top_n
            """)
    void mistake_isToldWithItsPlace(String body, String param) throws Exception {
        HttpResponse<String> response = rank(body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("param").asText()).isEqualTo(param);
    }

    @Test
    void providerWithoutIt_isNotAsked() throws Exception {
        assertRefused(rank(ask("openai/gpt-5.1", "")), 400, "unsupported_operation");
    }
}

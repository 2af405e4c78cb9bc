package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a request for embeddings a provider gets the fields that its file says it knows; the others are named. */
@Timeout(60)
class EmbeddingsFieldsTest extends GatewayTest {

    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String COHERE =
            "{\"embeddings\":{\"float\":[%s]},\"meta\":{\"billed_units\":{\"input_tokens\":1}}}";

    private static void cohereAnswers() {
        UPSTREAM.answer(request -> {
            int texts = Math.max(1, sent(request).path("texts").size());
            return Script.json(200, COHERE.formatted(String.join(",", Collections.nCopies(texts, "[0.5]"))));
        });
    }

    private static JsonNode sent(Received request) {
        try {
            return request.body().length == 0 ? Json.MAPPER.createObjectNode() : Json.parse(request.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> sent(String path) {
        return UPSTREAM.received().stream()
                .filter(request -> request.path().contains(path))
                .map(EmbeddingsFieldsTest::sent)
                .toList();
    }

    private static String asking(String model, String input) {
        return "{\"model\":\"" + model + "\",\"input\":" + input
                + ",\"user\":\"u\",\"made_up\":{\"a\":1},\"input_type\":\"search_query\",\"task_type\":\"CLUSTERING\","
                + "\"dimensions\":256,\"encoding_format\":\"base64\",\"store\":false,\"nothing\":null}";
    }

    private static String dropped(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-dropped-params").orElse("");
    }

    @Test
    void knownFields_areSentAndOthersNamed() throws Exception {
        cohereAnswers();

        HttpResponse<String> response = post(EMBEDDINGS, asking("cohere/embed-v4.0", "[\"a\",\"b\"]"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(dropped(response)).isEqualTo("user, made_up, task_type");
        JsonNode sent = sent("/v2/embed").get(0);
        assertThat(sent.path("input_type").asText()).isEqualTo("search_query");
        assertThat(sent.path("output_dimension").asInt()).isEqualTo(256);
        assertThat(sent.toString()).doesNotContain("made_up", "\"user\"", "CLUSTERING", "store", "nothing");
    }

    @Test
    void requestInParts_isToldOfOnce() throws Exception {
        cohereAnswers();
        String input = "[" + String.join(",", Collections.nCopies(100, "\"a\"")) + "]";

        HttpResponse<String> response = post(EMBEDDINGS, asking("cohere/embed-v4.0", input));

        assertThat(json(response).path("data")).hasSize(100);
        assertThat(dropped(response)).isEqualTo("user, made_up, task_type");
        assertThat(sent("/v2/embed")).hasSize(2);
    }

    @Test
    void anotherProviderKnowsOthers() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"embeddings\":[{\"values\":[0.5]}]}"));

        HttpResponse<String> response = post(EMBEDDINGS, asking("gemini/gemini-embedding-001", "\"a\""));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(dropped(response)).isEqualTo("user, made_up, input_type");
        JsonNode sent = sent(":batchEmbedContents").get(0).at("/requests/0");
        assertThat(sent.path("taskType").asText()).isEqualTo("CLUSTERING");
        assertThat(sent.path("outputDimensionality").asInt()).isEqualTo(256);
    }

    /** A refusal of the provider says as much of what it was not told. */
    @Test
    void refusedRequest_hasItsNamesToo() throws Exception {
        UPSTREAM.answer(Script.json(400, "{\"message\":\"No\"}"));

        HttpResponse<String> response = post(EMBEDDINGS, asking("cohere/embed-v4.0", "[\"a\"]"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(dropped(response)).isEqualTo("user, made_up, task_type");
    }

    @ParameterizedTest
    @CsvSource({"openai/text-embedding-3-small, ''", "mistral/mistral-embed, user"})
    void fileThatNamesNone_knowsAllButWhatItDrops(String model, String dropped) throws Exception {
        UPSTREAM.answer(Script.json(
                200, "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5]}]}"));

        HttpResponse<String> response = post(EMBEDDINGS, asking(model, "\"a\""));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(dropped(response)).isEqualTo(dropped);
        assertThat(sent("/embeddings").get(0).at("/made_up/a").asInt()).isEqualTo(1);
    }
}

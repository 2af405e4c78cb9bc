package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Embeddings of more inputs than Cohere takes at a time: https://docs.cohere.com/reference/embed */
class BatchesTest extends GatewayTest {

    private static String request(String model, int inputs) {
        String input =
                IntStream.range(0, inputs).mapToObj(i -> "\"text " + i + "\"").collect(Collectors.joining(","));
        return "{\"model\":\"" + model + "\",\"input\":[" + input + "]}";
    }

    /** As many embeddings as texts, each with the number in its text; three tokens a text. */
    private static Script answer(FakeUpstream.Received request) {
        try {
            JsonNode texts = Json.parse(request.body()).path("texts");
            ObjectNode answer = Json.MAPPER.createObjectNode();
            texts.forEach(text -> answer.withObject("/embeddings")
                    .withArray("float")
                    .addArray()
                    .add(Integer.parseInt(text.asText().substring(5))));
            answer.withObject("/meta").withObject("/billed_units").put("input_tokens", 3 * texts.size());
            return Script.json(200, answer.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int texts(FakeUpstream.Received request) {
        try {
            return Json.parse(request.body()).path("texts").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void manyInputs_areAskedForInPartsAndJoinedInOrder() throws Exception {
        UPSTREAM.answer(BatchesTest::answer);
        HttpResponse<String> response = post("/v1/embeddings", request("cohere/embed-v4.0", 200));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.received()).extracting(BatchesTest::texts).containsExactly(96, 96, 8);
        JsonNode data = json(response).path("data");
        assertThat(data).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(data.get(i).path("index").asInt()).isEqualTo(i);
            assertThat(data.get(i).path("embedding").path(0).asInt()).isEqualTo(i);
        }
        assertThat(json(response).at("/usage/total_tokens").asInt()).isEqualTo(600);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void asManyInputsAsItTakes_areAskedForAtOnce() throws Exception {
        UPSTREAM.answer(BatchesTest::answer);
        assertThat(post("/v1/embeddings", request("cohere/embed-v4.0", 96)).statusCode())
                .isEqualTo(200);
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void providerWithoutALimit_isAskedAtOnce() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"object\":\"list\",\"data\":[],\"model\":\"m\",\"usage\":{}}"));
        assertThat(post("/v1/embeddings", request("openai/text-embedding-3-small", 200))
                        .statusCode())
                .isEqualTo(200);
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void partThatFails_endsTheRequest() throws Exception {
        UPSTREAM.answer(request -> UPSTREAM.received().size() == 2
                ? Script.json(429, "{\"message\":\"slow down\"}", "Retry-After: 7")
                : answer(request));
        HttpResponse<String> response = post("/v1/embeddings", request("cohere/embed-v4.0", 300));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("7");
        assertThat(UPSTREAM.received()).hasSize(2);
    }
}

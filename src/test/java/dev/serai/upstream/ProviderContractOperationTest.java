package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings and text completions. */
class ProviderContractOperationTest extends ProviderContract {

    static Stream<String> embedders() throws IOException {
        return providersThatServe("embeddings");
    }

    static Stream<String> embeddersThatMaySendBase64() throws IOException {
        return embedders().filter(ProviderContract::speaksOpenAi);
    }

    static Stream<String> completers() throws IOException {
        return providersThatServe("completions");
    }

    static Stream<String> chatters() throws IOException {
        return providersThatServe("chat").filter(name -> !provider(name).serves("completions"));
    }

    static Stream<String> others() throws IOException {
        return providersOfAllKinds().filter(name -> !provider(name).serves("embeddings"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embedders")
    void embeddings_areOpenAis(String provider) throws Exception {
        HttpResponse<String> response = embed(provider, embeddings(provider).sent(), "float");

        assertThat(UPSTREAM.last().path())
                .isEqualTo(
                        path(provider, "embeddings", false, embeddings(provider).model()));
        ProviderContractPayload.assertSame(embeddings(provider).tree(), json(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embedders")
    void floats_arePackedForWhoAsksForBase64(String provider) throws Exception {
        HttpResponse<String> response = embed(provider, embeddings(provider).sent(), "base64");

        ProviderContractPayload.assertSame(packed(embeddings(provider)), json(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embeddersThatMaySendBase64")
    void base64_isUnpackedForWhoAsksForFloats(String provider) throws Exception {
        HttpResponse<String> response =
                embed(provider, packed(embeddings(provider)).toString(), "float");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(floats(json(response))).isEqualTo(floats(embeddings(provider).tree()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embeddersThatMaySendBase64")
    void base64_passesToWhoAsksForIt(String provider) throws Exception {
        JsonNode packed = packed(embeddings(provider));

        HttpResponse<String> response = embed(provider, packed.toString(), "base64");

        ProviderContractPayload.assertSame(packed, json(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embedders")
    void embeddings_areAskedForWithTheKeyInItsHeader(String provider) throws Exception {
        embed(provider, embeddings(provider).sent(), "float");

        assertThat(UPSTREAM.last().path()).doesNotContain(PROVIDER_KEY);
        assertThat(UPSTREAM.last().text()).doesNotContain(PROVIDER_KEY);
        assertThat(UPSTREAM.last().headers())
                .containsEntry(keyHeader(provider), provider(provider).parameter("keyPrefix") + PROVIDER_KEY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embedders")
    void refusedEmbeddings_areAnErrorOfOpenAis(String provider) throws Exception {
        String model = embeddings(provider).model();
        UPSTREAM.answer(Script.json(429, "{\"detail\":\"" + PROVIDER_KEY + " asks too often\"}"));

        HttpResponse<String> response =
                post("/v1/embeddings", "{\"model\":\"" + provider + "/" + model + "\",\"input\":\"a\"}");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).doesNotContain(PROVIDER_KEY);
        assertThat(error(response).path("type").asText()).isNotEmpty();
        assertThat(error(response).path("message").asText()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void embeddings_areRefusedWhereThereAreNone(String provider) throws Exception {
        HttpResponse<String> response = post("/v1/embeddings", "{\"model\":\"" + provider + "/m\",\"input\":\"a\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'", "embeddings");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("completers")
    void textCompletion_isOpenAis(String provider) throws Exception {
        ProviderContractPayload payload = ProviderContractPayload.of(provider, "response", "completions");

        HttpResponse<String> response = complete(provider, payload, Script.json(200, payload.sent()));

        assertThat(UPSTREAM.last().path()).isEqualTo(path(provider, "completions", false, payload.model()));
        ProviderContractPayload.assertSame(payload.tree(), json(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("completers")
    void streamedTextCompletion_isOpenAis(String provider) throws Exception {
        ProviderContractPayload payload = ProviderContractPayload.of(provider, "stream", "completions");

        HttpResponse<String> response = complete(provider, payload, stream(payload), USAGE);

        assertChunks(payload.chunks(), response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chatters")
    void textCompletion_isAChatWhereThereIsNoOther(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "response");

        HttpResponse<String> response = complete(provider, payload, Script.json(200, payload.sent()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).isEqualTo(path(provider, "chat", false, payload.model()));
        assertThat(json(response).path("object").asText()).isEqualTo("text_completion");
        assertThat(json(response).at("/choices/0/text"))
                .isEqualTo(payload.tree().at("/choices/0/message/content"));
        assertThat(json(response).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(json(response).at("/choices/0").has("message")).isFalse();
        ProviderContractPayload.assertSame(
                payload.tree().path("usage"), json(response).path("usage"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chatters")
    void streamedTextCompletion_isAChatWhereThereIsNoOther(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");

        HttpResponse<String> response = complete(provider, payload, stream(payload), USAGE);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<JsonNode> events = ProviderContractPayload.events(response.body());
        List<JsonNode> chunks = events.subList(0, events.size() - 1);
        assertThat(events.get(events.size() - 1).asText()).isEqualTo("[DONE]");
        assertThat(chunks).allMatch(chunk -> chunk.path("object").asText().equals("text_completion"));
        assertThat(said(chunks, "/choices/0/text")).isEqualTo(said(payload.chunks(), "/choices/0/delta/content"));
        assertThat(said(chunks, "/choices/0/finish_reason")).isEqualTo("stop");
    }

    private static String said(List<JsonNode> chunks, String pointer) {
        StringBuilder said = new StringBuilder();
        chunks.forEach(chunk -> said.append(chunk.at(pointer).asText("")));
        return said.toString();
    }

    private static Script stream(ProviderContractPayload payload) {
        return Script.stream().send(payload.sent()).end();
    }

    private HttpResponse<String> complete(
            String provider, ProviderContractPayload payload, Script script, String... members) throws Exception {
        UPSTREAM.answer(script);
        String body = "{\"model\":\"" + provider + "/" + payload.model() + "\",\"prompt\":\"Once\"}";
        return post("/v1/completions", with(body, members));
    }

    private static ProviderContractPayload embeddings(String provider) throws IOException {
        return ProviderContractPayload.of(provider, "response", "embeddings");
    }

    private HttpResponse<String> embed(String provider, String sent, String format) throws Exception {
        UPSTREAM.answer(Script.json(200, sent));
        String body = "{\"model\":\"%s/%s\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"%s\"}"
                .formatted(provider, embeddings(provider).model(), format);
        return post("/v1/embeddings", body);
    }

    /** The client's side as SDKs read it: little-endian 32-bit floats in base64. */
    private static JsonNode packed(ProviderContractPayload payload) throws IOException {
        JsonNode tree = payload.tree();
        for (JsonNode item : tree.path("data")) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(4 * item.path("embedding").size()).order(ByteOrder.LITTLE_ENDIAN);
            item.path("embedding").forEach(number -> bytes.putFloat(number.floatValue()));
            ((ObjectNode) item).put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        }
        return tree;
    }

    private static List<Float> floats(JsonNode answer) {
        List<Float> floats = new ArrayList<>();
        answer.path("data").forEach(item -> item.path("embedding").forEach(number -> floats.add(number.floatValue())));
        return floats;
    }
}

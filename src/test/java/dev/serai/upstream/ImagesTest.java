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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are made of a prompt. */
class ImagesTest extends CallingGatewayTest {

    private static final String PATH = "/v1/images/generations";
    private static final String USAGE = "\"usage\":{\"input_tokens\":1000,\"output_tokens\":2000,\"total_tokens\":3000,"
            + "\"input_tokens_details\":{\"text_tokens\":400,\"image_tokens\":600}}";
    private static final String IMAGES =
            "{ \"created\": 1, \"data\": [{\"b64_json\": \"AAAA\"}, {\"b64_json\": \"BBBB\"}], " + USAGE + "}";
    private static final String PARTIAL =
            "event: image_generation.partial_image\ndata: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"AA\"}\n\n";
    private static final String COMPLETED = "event: image_generation.completed\n"
            + "data: {\"type\":\"image_generation.completed\",\"b64_json\":\"AAAA\"," + USAGE + "}\n\n";

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    private HttpResponse<String> draw(String model, String members, String... headers) throws Exception {
        return callAt(PATH, caller, "{\"model\":\"" + model + "\",\"prompt\":\"a cat\"" + members + "}", headers);
    }

    private static BigDecimal cost(Map<String, Object> record) {
        return (BigDecimal) record.get("cost");
    }

    @Test
    void openAisImages_passAsTheyAre() throws Exception {
        UPSTREAM.answer(Script.json(200, IMAGES));

        HttpResponse<String> response = draw("openai/gpt-image-2.6-sunburst", ",\"n\":2,\"size\":\"auto\"");

        assertThat(response.body()).isEqualTo(IMAGES);
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/images/generations");
        assertThat(UPSTREAM.last().text())
                .isEqualTo("{\"model\":\"gpt-image-2.6-sunburst\",\"prompt\":\"a cat\",\"n\":2,\"size\":\"auto\"}");
        Map<String, Object> record = record(requestId(response));
        assertThat(record)
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("completion_tokens", 2000L)
                .containsEntry("estimated", false);
        assertThat(cost(record)).isPositive();
    }

    @Test
    void deploymentOfAzure_isInThePath() throws Exception {
        UPSTREAM.answer(Script.json(200, IMAGES));

        draw("azure-classic/mine", "");

        assertThat(UPSTREAM.last().path()).contains("/openai/deployments/mine/images/generations?api-version=");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void imagesWithoutTokens_areCounted(int images) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"data\":[" + "{\"url\":\"u\"},".repeat(images - 1) + "{\"url\":\"u\"}]}"));

        HttpResponse<String> response = draw("openai/dall-e-9", ",\"n\":3");

        assertThat(record(requestId(response))).containsEntry("images", (long) images);
    }

    @Test
    void moreImagesThanWereAskedFor_areNotPaidFor() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"data\":[" + "{\"url\":\"u\"},".repeat(99) + "{\"url\":\"u\"}]}"));

        assertThat(record(requestId(draw("openai/dall-e-9", ",\"n\":2")))).containsEntry("images", 2L);
    }

    @Test
    void events_passAsTheyCome() throws Exception {
        UPSTREAM.answer(Script.stream().send(PARTIAL).send(COMPLETED).end());

        HttpResponse<String> response = draw("openai/gpt-image-2.6-sunburst", ",\"stream\":true,\"partial_images\":1");

        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(response.body()).isEqualTo(PARTIAL + COMPLETED);
        assertThat(UPSTREAM.last().text()).doesNotContain("stream_options");
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("completion_tokens", 2000L)
                .containsEntry("streaming", true);
    }

    @Test
    void streamThatBreaksOff_endsInAnError() throws Exception {
        UPSTREAM.answer(Script.stream().send(PARTIAL).end());

        HttpResponse<String> response = draw("openai/gpt-image-2.6-sunburst", ",\"stream\":true");

        assertThat(response.body()).startsWith(PARTIAL).contains("upstream_stream_truncated");
        assertThat(record(requestId(response)))
                .containsEntry("error", "upstream_stream_truncated")
                .containsEntry("estimated", true);
    }

    @Test
    void streamThatBeginsWithAnError_goesOnElsewhere() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream()
                        .send("data: {\"type\":\"error\",\"error\":{\"message\":\"m\",\"type\":\"server_error\"}}\n\n")
                        .end()
                : Script.stream().send(COMPLETED).end());

        HttpResponse<String> response =
                draw("openai/gpt-image-2.6-sunburst", ",\"stream\":true", "x-serai-fallbacks", "azure/mine");

        assertThat(response.body()).isEqualTo(COMPLETED);
        assertThat(response.headers().firstValue("x-serai-provider")).contains("azure");
    }

    @Test
    void gemini_drawsInItsOwnForm() throws Exception {
        UPSTREAM.answer(Script.json(200, """
                {"candidates":[{"content":{"parts":[{"text":"Here"},{"inlineData":{"mimeType":"image/png","data":"QUJD"}}]},\
                "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1290}}"""));

        HttpResponse<String> response =
                draw("gemini/gemini-2.5-flash-image", ",\"size\":\"1536x1024\",\"quality\":\"high\",\"user\":\"me\"");

        JsonNode answer = json(response);
        assertThat(answer.at("/data/0/b64_json").asText()).isEqualTo("QUJD");
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(1290);
        assertThat(UPSTREAM.last().path()).isEqualTo("/gemini/v1beta/models/gemini-2.5-flash-image:generateContent");
        JsonNode sent = Json.parse(UPSTREAM.last().body());
        assertThat(sent.at("/contents/0/parts/0/text").asText()).isEqualTo("a cat");
        assertThat(sent.at("/generationConfig/imageConfig/aspectRatio").asText())
                .isEqualTo("3:2");
        assertThat(response.headers().firstValue("x-serai-dropped-params")).contains("quality");
        assertThat(record(requestId(response))).containsEntry("completion_tokens", 1290L);
    }

    @Test
    void whatGeminiRefusesToDraw_isTheCallersToKnow() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"candidates\":[{\"content\":{},\"finishReason\":\"IMAGE_SAFETY\"}]}"));

        assertRefused(draw("gemini/gemini-2.5-flash-image", ""), 400, "content_policy_violation");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"openai/m"}              | prompt
            {"model":"openai/m","prompt":[]}  | prompt
            {"model":"","prompt":"p"}         | model
            """)
    void mistake_isToldWithItsPlace(String body, String param) throws Exception {
        HttpResponse<String> response = callAt(PATH, caller, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("param").asText()).isEqualTo(param);
    }

    @Test
    void errorOfTheProvider_isOpenAis() throws Exception {
        UPSTREAM.answer(Script.json(
                400,
                "{\"error\":{\"message\":\"blocked\",\"type\":\"image_generation_user_error\","
                        + "\"code\":\"moderation_blocked\",\"param\":null}}"));

        assertRefused(draw("openai/gpt-image-2.6-sunburst", ""), 400, "moderation_blocked");
    }
}

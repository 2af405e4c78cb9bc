package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that a token of a service account goes with, and Claude in Google's addresses. */
class CloudTokensTest extends CloudGatewayTest {

    private static final String GEMINI =
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":1}}";
    private static final String CLAUDE =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    private static final String ROOT = "/v1/projects/" + PROJECT + "/locations/global/publishers/";

    @Test
    void accountsToken_isFetchedOnce_andGoesWithEachRequest() throws Exception {
        UPSTREAM.answer(Script.json(200, GEMINI));
        List<HttpResponse<String>> responses = atOnce(20, 10, () -> post(CHAT, chat("vertex/gemini-2.5-flash")));

        assertThat(responses).allMatch(response -> response.statusCode() == 200);
        assertThat(UPSTREAM.received())
                .allMatch(request -> request.headers().get("authorization").equals("Bearer ya29.token-1"));
        assertThat(UPSTREAM.last().path())
                .isEqualTo("/vertex" + ROOT + "google/models/gemini-2.5-flash:generateContent");
        assertThat(TOKENS_GIVEN).hasValue(1);
        assertAssertion(TOKENS.last());
        assertThat(responses.get(0).body()).doesNotContain("ya29");
    }

    /** https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
    private static void assertAssertion(Received request) throws Exception {
        String form = URLDecoder.decode(request.text(), StandardCharsets.UTF_8);
        assertThat(form).contains("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] jwt =
                form.replaceFirst(".*assertion=", "").replaceFirst("&.*", "").split("\\.", -1);
        JsonNode claims = Json.parse(Base64.getUrlDecoder().decode(jwt[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("serai@project-1.iam.gserviceaccount.com");
        assertThat(claims.path("scope").asText()).isEqualTo("https://www.googleapis.com/auth/cloud-platform");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(ACCOUNT.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    }

    @Test
    void claudesChat_hasItsVersion_andNoModel() throws Exception {
        UPSTREAM.answer(Script.json(200, CLAUDE));

        HttpResponse<String> response = post(CHAT, chat("vertex-anthropic/claude-sonnet-4-5@20250929"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).at("/choices/0/message/content").asText()).isEqualTo("Hi");
        assertThat(UPSTREAM.last().path())
                .isEqualTo("/vertex-anthropic" + ROOT + "anthropic/models/claude-sonnet-4-5%4020250929:rawPredict");
        JsonNode sent = Json.parse(UPSTREAM.last().body());
        assertThat(sent.path("anthropic_version").asText()).isEqualTo("vertex-2023-10-16");
        assertThat(sent.has("model")).isFalse();
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(64000);
    }

    @Test
    void claudesStream_isAskedForAtItsPath_andInTheBody() throws Exception {
        UPSTREAM.answer(Script.json(
                429, "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"status\":\"RESOURCE_EXHAUSTED\"}}"));

        HttpResponse<String> response = post(CHAT, streamedChat("vertex-anthropic/claude-sonnet-4-5@20250929"));

        assertThat(UPSTREAM.last().path()).endsWith(":streamRawPredict");
        assertThat(Json.parse(UPSTREAM.last().body()).path("stream").asBoolean())
                .isTrue();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(error(response).path("type").asText()).isEqualTo("rate_limit_error");
    }

    @Test
    void messages_passAsTheyCame_butForModelAndVersion() throws Exception {
        UPSTREAM.answer(Script.json(200, CLAUDE));

        HttpResponse<String> response = post(
                "/v1/messages",
                "{\"model\":\"vertex-anthropic/claude-sonnet-4-5@20250929\",\"max_tokens\":9,\"x\":1.50,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "anthropic-beta",
                "context-1m-2025-08-07",
                "anthropic-version",
                "2023-06-01");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response)).isEqualTo(Json.MAPPER.readTree(CLAUDE));
        assertThat(UPSTREAM.last().path()).endsWith(":rawPredict");
        assertThat(UPSTREAM.last().text())
                .isEqualTo("{\"max_tokens\":9,\"x\":1.50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                        + "\"anthropic_version\":\"vertex-2023-10-16\"}");
        assertThat(UPSTREAM.last().headers())
                .containsEntry("anthropic-beta", "context-1m-2025-08-07")
                .doesNotContainKey("anthropic-version");
    }

    @Test
    void countedMessages_keepTheirModel() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"input_tokens\":7}"));

        HttpResponse<String> response = post(
                "/v1/messages/count_tokens",
                "{\"model\":\"vertex-anthropic/claude-sonnet-4-5@20250929\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).path("input_tokens").asInt()).isEqualTo(7);
        assertThat(UPSTREAM.last().path()).endsWith("/publishers/anthropic/models/count-tokens:rawPredict");
        assertThat(Json.parse(UPSTREAM.last().body()).path("model").asText()).isEqualTo("claude-sonnet-4-5@20250929");
    }
}

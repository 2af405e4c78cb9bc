package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is changed under {@code /manage} holds for the very next call. */
class PatchedRulesTest extends ManageTest {

    @Test
    void patchedRules_applyAtOnce() throws Exception {
        JsonNode token = tokenOf(project());
        String path = "tokens/" + id(token);

        send("PATCH", path, "{\"rules\":{\"models\":[\"smart\"]}}");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("model_not_allowed");
        assertThat(models(token)).containsExactly("smart");
        send("PATCH", path, "{\"rules\":{\"models\":[\"simulator/*\"]}}");
        assertThat(call(token).statusCode()).isEqualTo(200);
        assertThat(models(token)).contains("simulator/echo").doesNotContain("smart");
        send("PATCH", path, "{\"rules\":{\"models\":null,\"endpoints\":[\"/v1/embeddings\"]}}");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("endpoint_not_allowed");
        send("PATCH", path, "{\"rules\":null}");
        assertThat(call(token).statusCode()).isEqualTo(200);
        send("PATCH", path, "{\"active\":false}");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("token_blocked");
    }

    @Test
    void patchedRulesOfTheProject_applyAtOnce() throws Exception {
        String project = project();
        JsonNode token = tokenOf(project);

        send("PATCH", "projects/" + project, "{\"rules\":{\"models\":[\"smart\"]}}");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("model_not_allowed");
        assertThat(models(token)).containsExactly("smart");
        send("PATCH", "projects/" + project, "{\"rules\":{\"models\":null}}");
        assertThat(call(token).statusCode()).isEqualTo(200);
    }

    /** What {@code GET /v1/models} shows to a token. */
    private List<String> models(JsonNode token) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/v1/models")).headers(bearer(token)).build();
        return json(CLIENT.send(request, BodyHandlers.ofString())).path("data").findValuesAsText("id");
    }

    @Test
    void patchedExpiry_appliesAtOnce() throws Exception {
        JsonNode token = token("\"project\":\"" + project() + "\",\"expiresAt\":\"2999-12-31T00:00:00+01:00\"");
        String path = "tokens/" + id(token);
        assertThat(token.at("/token/expiresAt").asText()).isEqualTo("2999-12-30T23:00:00Z");

        send("PATCH", path, "{\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("token_expired");
        assertThat(json(send("PATCH", path, "{\"expiresAt\":null}")).has("expiresAt"))
                .isFalse();
        assertThat(call(token).statusCode()).isEqualTo(200);
    }
}

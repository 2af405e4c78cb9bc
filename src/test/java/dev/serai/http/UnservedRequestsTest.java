package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unknown paths and wrong methods are OpenAI errors. */
class UnservedRequestsTest extends GatewayTest {

    private HttpResponse<String> send(String method, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertError(HttpResponse<String> response, int status, String code) throws Exception {
        JsonNode error = error(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.has("param")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere",
        "POST, /nowhere",
        "DELETE, /nowhere",
        "POST, /v1/chat",
        "POST, /v1/chat/completions/",
        "POST, /v1//chat/completions",
        "POST, /v1/chat/completions;a=b",
        "POST, /V1/chat/completions",
        "POST, /v1/response",
        "GET, /v1/modelsx",
        "GET, /error",
        "GET, /application.yaml",
        "GET, /index.html",
    })
    void unknownPath_isNotFound(String method, String path) throws Exception {
        var response = send(method, path);

        assertError(response, 404, "unknown_url");
        assertThat(error(response).path("message").asText()).contains(path);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, POST",
        "PUT, /v1/chat/completions, POST",
        "DELETE, /v1/chat/completions, POST",
        "OPTIONS, /v1/chat/completions, POST",
        "GET, /v1/completions, POST",
        "GET, /v1/embeddings, POST",
        "GET, /chat, POST",
        "POST, /v1/models, 'GET, HEAD'",
        "DELETE, /v1/models/openai/gpt-4o, 'GET, HEAD'",
        "PUT, /v1/models/, 'GET, HEAD'",
        "POST, /health, GET",
        "DELETE, /health/ready, GET",
    })
    void wrongMethod_isToldTheRightOne(String method, String path, String allowed) throws Exception {
        var response = send(method, path);

        assertError(response, 405, "method_not_allowed");
        assertThat(response.headers().firstValue("allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions", "/v1/embeddings"})
    void unknownModel_isNotFound(String path) throws Exception {
        var response = post(path, chat("nobody").replaceFirst("}$", ",\"input\":\"a\"}"));

        assertError(response, 404, "model_not_found");
        assertThat(error(response).path("param").asText()).isEqualTo("model");
        assertThat(error(response).path("message").asText()).contains("'nobody'");
    }
}

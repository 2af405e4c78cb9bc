package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failing providers. Each error repeats the key that was sent, as some providers do: no answer may. */
class ProviderContractErrorTest extends ProviderContract {

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void refusedKey_isNotTheCallersFault(String provider) throws Exception {
        HttpResponse<String> response = fail(provider, "auth");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_authentication_failed");
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'");
        assertThat(response.body()).doesNotContain(PROVIDER_KEY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void rateLimit_isPassedOn(String provider) throws Exception {
        HttpResponse<String> response = fail(provider, "rate_limit");

        assertThat(response.statusCode()).isEqualTo(429);
        assertError(provider, "rate_limit", response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void rateLimit_saysWhenToRetry(String provider) throws Exception {
        HttpResponse<String> response = fail(provider, "rate_limit");

        JsonNode headers = ProviderContractPayload.of(provider, "error", "rate_limit")
                .tree()
                .path("headers");
        assertThat(response.headers().allValues("retry-after"))
                .containsExactly(headers.path("retry-after").asText("7"));
        assertThat(response.headers().allValues("x-upstream-request-id"))
                .containsExactly(headers.path("x-upstream-request-id").asText("req_up"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void serverError_staysOne(String provider) throws Exception {
        HttpResponse<String> response = fail(provider, "internal");

        assertThat(response.statusCode()).isBetween(500, 504);
        assertError(provider, "internal", response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void errorPage_isNotPassedOn(String provider) throws Exception {
        UPSTREAM.answer(Script.typed(503, "text/html", "<html><body>upstream at 10.0.0.7</body></html>"));

        HttpResponse<String> response = post(CHAT, chatWith(provider, text(provider, "response")));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().allValues("content-type")).containsExactly("application/json");
        assertThat(error(response).path("message").asText()).isNotEmpty();
        assertThat(response.body()).doesNotContain("html", "10.0.0.7");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void malformedAnswer_isTheProvidersFault(String provider) throws Exception {
        String sent = text(provider, "response").sent();
        UPSTREAM.answer(Script.json(200, sent.substring(0, sent.length() / 2)));

        HttpResponse<String> response = post(CHAT, chatWith(provider, text(provider, "response")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_invalid_response");
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void brokenOffAnswer_isTheProvidersFault(String provider) throws Exception {
        String sent = text(provider, "response").sent();
        UPSTREAM.answer(Script.silent()
                .raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n" + sent)
                .close());

        HttpResponse<String> response = post(CHAT, chatWith(provider, text(provider, "response")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'");
    }

    /** Answers with the provider's error of that name, which repeats the key and says when to retry. */
    private HttpResponse<String> fail(String provider, String name) throws Exception {
        JsonNode sent = Json.MAPPER.readTree(
                ProviderContractPayload.of(provider, "error", name).sent());
        List<String> headers = new ArrayList<>();
        sent.path("headers").properties().stream()
                .filter(header -> !header.getKey().equals("content-type"))
                .forEach(header ->
                        headers.add(header.getKey() + ": " + header.getValue().asText()));
        if (!sent.path("headers").has("retry-after")) {
            headers.add("retry-after: 7");
        }
        if (headers.stream().noneMatch(header -> header.contains("request-id"))) {
            headers.add("x-request-id: req_up");
        }
        String body = sent.path("body").toString().replaceFirst("\"message\":\"", "$0" + PROVIDER_KEY + " ");
        UPSTREAM.answer(Script.json(sent.path("status").asInt(), body, headers.toArray(String[]::new)));
        return post(CHAT, chatWith(provider, text(provider, "response")));
    }

    private static void assertError(String provider, String name, HttpResponse<String> response) throws Exception {
        JsonNode expected = ProviderContractPayload.of(provider, "error", name).tree();
        JsonNode error = error(response);
        assertThat(error.path("type")).isEqualTo(expected.at("/body/error/type"));
        assertThat(error.path("code")).isEqualTo(expected.at("/body/error/code"));
        assertThat(error.has("param")).isTrue();
        assertThat(error.path("message").asText())
                .isEqualTo("[key] " + expected.at("/body/error/message").asText());
    }
}

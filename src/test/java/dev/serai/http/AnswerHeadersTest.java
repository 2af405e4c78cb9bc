package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that every answer has, and those of an answer that a provider gave. */
class AnswerHeadersTest extends GatewayTest {

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private static void assertFrom(HttpResponse<?> response, String provider, String model) {
        assertThat(header(response, "x-serai-provider")).isEqualTo(provider);
        assertThat(header(response, "x-serai-model")).isEqualTo(model);
        assertGeneral(response);
    }

    private static void assertGeneral(HttpResponse<?> response) {
        assertThat(header(response, "x-request-id")).startsWith("req_");
        assertThat(header(response, "x-serai-overhead-ms")).matches("\\d+\\.\\d{3}");
        assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(response, "x-frame-options")).isEqualTo("DENY");
        assertThat(header(response, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(response, "strict-transport-security")).isEqualTo("none");
    }

    @Test
    void wholeAnswer_namesItsProvider() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[]}", "X-Request-Id: upstreams"));

        var response = post("/v1/chat/completions", chat("gpt-4o"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertFrom(response, "openai", "gpt-4o");
        assertThat(header(response, "x-upstream-request-id")).isEqualTo("upstreams");
    }

    @Test
    void stream_namesItsProvider() throws Exception {
        var response = post("/v1/chat/completions", streamedChat("simulator/echo"));

        assertThat(header(response, "content-type")).isEqualTo("text/event-stream");
        assertFrom(response, "simulator", "echo");
    }

    @Test
    void aliasAnswer_namesWhoAnswered() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/anthropic/")
                ? Script.json(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}")
                : Script.json(200, "{\"choices\":[]}"));

        assertFrom(post("/v1/chat/completions", chat("smart")), "openai", "gpt-5.1");
    }

    @Test
    void providersRefusal_namesIt() throws Exception {
        UPSTREAM.answer(Script.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"));

        var response = post("/v1/chat/completions", chat("openai/gpt-4o"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertFrom(response, "openai", "gpt-4o");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/models", "/v1/models/nobody", "/v1/chat/completions", "/nowhere", "/health", "/health/live"
            })
    void otherAnswers_haveTheGeneralHeaders(String path) throws Exception {
        assertGeneral(get(path));
    }

    @Test
    void refusalOfABody_hasTheGeneralHeaders() throws Exception {
        assertGeneral(post("/v1/chat/completions", "[]"));
    }

    @Test
    void unknownModel_isNamed() throws Exception {
        var response = post("/v1/chat/completions", chat("nobody"));

        assertGeneral(response);
        assertThat(header(response, "x-serai-model")).isEqualTo("nobody");
    }

    @Test
    void clientsRequestId_comesBack() throws Exception {
        var response = post("/v1/chat/completions", chat("simulator/echo"), "X-Request-Id", "trace-7");

        assertThat(response.headers().allValues("x-request-id")).containsExactly("trace-7");
    }

    @Test
    void upstreamsTime_isNotOurs() throws Exception {
        UPSTREAM.answer(Script.silent()
                .pause(3000)
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 14\r\n\r\n{\"choices\":[]}"));

        var response = post("/v1/chat/completions", chat("openai/gpt-4o"));

        assertThat(Double.parseDouble(header(response, "x-serai-overhead-ms"))).isLessThan(2500);
    }
}

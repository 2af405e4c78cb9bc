package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that answers something that is no answer: the caller hears who, and nothing of what. */
class MisansweringProviderTest extends GatewayTest {

    private static final String HTML = "<html><body>Login: secret-canary</body></html>";

    /** One provider whose format is passed, one whose is transformed by OpenAI's rules, one with its own. */
    static Stream<String> models() {
        return Stream.of("openai/m", "mistral/m", "anthropic/m");
    }

    private static void assertBadGateway(HttpResponse<String> response, String model) throws Exception {
        String provider = model.substring(0, model.indexOf('/'));
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-serai-provider")).contains(provider);
        assertThat(error(response).path("type").asText()).isEqualTo("server_error");
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'");
        assertThat(response.body()).doesNotContain("canary").doesNotContain("<");
    }

    private void assertBadGateway(String model) throws Exception {
        var response = post("/v1/chat/completions", chat(model));

        assertBadGateway(response, model);
        assertThat(error(response).path("message").asText()).contains("HTTP 200");
    }

    @ParameterizedTest
    @MethodSource("models")
    void html_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.typed(200, "text/html; charset=utf-8", HTML));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void htmlThatCallsItselfJson_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, HTML));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void truncatedJson_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"id\":\"canary\",\"choices\":[{\"mess"));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void noContentType_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.typed(200, null, "{\"id\":\"canary\",\"choices\":[]}"));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void emptyBody_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, ""));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void jsonThatIsNoObject_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, "[\"canary\"]"));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void errorUnder200_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"error\":{\"message\":\"it broke\",\"type\":\"server_error\"}}"));

        assertBadGateway(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void bodyThatBreaksOff_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.silent()
                .raw("HTTP/1.1 200 -\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n"
                        + "{\"id\":\"canary\"")
                .close());

        assertBadGateway(post("/v1/chat/completions", chat(model)), model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void answerThatIsNoHttp_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.silent().raw("SSH-2.0-canary\r\n").close());

        assertBadGateway(post("/v1/chat/completions", chat(model)), model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void redirect_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.json(307, "{}", "Location: http://127.0.0.1:1/canary"));

        assertBadGateway(post("/v1/chat/completions", chat(model)), model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void htmlWhereAStreamWasAskedFor_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.typed(200, "text/html", HTML));

        assertBadGateway(post("/v1/chat/completions", streamedChat(model)), model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void garbageWithoutTypeWhereAStreamWasAskedFor_isABadGateway(String model) throws Exception {
        UPSTREAM.answer(Script.typed(200, null, HTML));

        assertBadGateway(post("/v1/chat/completions", streamedChat(model)), model);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void htmlOfAFailure_isNotRepeated(int status) throws Exception {
        UPSTREAM.answer(Script.typed(status, "text/html", HTML));

        var response = post("/v1/chat/completions", chat("openai/m"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error(response).path("message").asText()).isNotBlank();
        assertThat(response.body()).doesNotContain("canary").doesNotContain("<");
    }

    @Test
    void embeddingsUnder200WithAnError_areABadGateway() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"error\":{\"message\":\"it broke\"}}"));

        assertBadGateway(post("/v1/embeddings", "{\"model\":\"openai/m\",\"input\":\"a\"}"), "openai/m");
    }
}

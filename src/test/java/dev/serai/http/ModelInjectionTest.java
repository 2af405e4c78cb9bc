package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written into {@code model} is a model's name and nothing else. */
class ModelInjectionTest extends GatewayTest {

    private static final String OPENAI = "{\"choices\":[]}";
    private static final String GEMINI =
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"STOP\"}]}";

    private HttpResponse<String> ask(String provider, String model) throws Exception {
        UPSTREAM.answer(Script.json(200, provider.equals("gemini") ? GEMINI : OPENAI));
        String name = Json.text(provider + "/" + model);
        return post("/v1/chat/completions", chat("").replace("\"model\":\"\"", "\"model\":" + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x?y#z",
                "..",
                "a b%2f",
                "{{env:OPENAI_API_KEY}}",
                "${variable.call}",
                "${env.HOME}",
                "RAW({{x}})",
                "a\"}],\"x\":\"y",
                "@evil.example/",
                "//evil.example/",
                "http://evil.example/",
                "?bridgeEndpoint=true",
                "é😀",
                "CamelHttpUri"
            })
    void nameInTheBody_arrivesAsItWasWritten(String model) throws Exception {
        var response = ask("openai", model);

        assertThat(response.statusCode()).isEqualTo(200);
        FakeUpstream.Received received = UPSTREAM.last();
        assertThat(received.path()).isEqualTo("/openai/chat/completions");
        assertThat(Json.parse(received.body()).path("model").asText()).isEqualTo(model);
        assertThat(Json.parse(received.body())).hasSize(2);
        assertThat(received.headers()).containsEntry("host", UPSTREAM.url().substring("http://".length()));
        assertThat(response.headers().map()).doesNotContainKey("host");
        assertThat(response.headers().firstValue("x-serai-model"))
                .hasValueSatisfying(header -> assertThat(header)
                        .isEqualTo(model.replaceAll("[^\\x20-\\x7e]", "?").strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x?y#z",
                "a b%2f",
                "a+b",
                "{{env:OPENAI_API_KEY}}",
                "${variable.call}",
                "a/b",
                "a:b?alt=sse",
                "@evil.example/",
                "//evil.example/",
                "a;b=c",
                "%2e%2e",
                "é😀"
            })
    void nameInThePath_isOneEncodedSegment(String model) throws Exception {
        assertThat(ask("gemini", model).statusCode()).isEqualTo(200);

        assertThat(UPSTREAM.received()).hasSize(1);
        String path = UPSTREAM.last().path();
        assertThat(path).startsWith("/gemini/v1beta/models/").endsWith(":generateContent");
        String segment = path.substring("/gemini/v1beta/models/".length(), path.length() - ":generateContent".length());
        assertThat(segment).doesNotContain("/", "?", "#", "{", ";");
        assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: evil.example\r\n\r\nGET /x", "a\nb\u0000", "a\u0000", "\u007f"})
    void nameOfControlCharacters_isRefused(String model) throws Exception {
        for (String provider : new String[] {"openai", "gemini"}) {
            var response = ask(provider, model);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(error(response).path("param").asText()).isEqualTo("model");
            assertThat(UPSTREAM.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void nameThatIsAWayUp_doesNotReachThePath(String model) throws Exception {
        var response = ask("azure-classic", model);

        assertThat(response.statusCode()).isBetween(400, 404);
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:OPENAI_API_KEY}}",
                "${variable.call}",
                "direct:router",
                "../openai/m",
                "/m",
                "openai/",
                "openai",
                "Camel"
            })
    void nameWithoutAProvider_isUnknown(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, OPENAI));

        var response = post("/v1/chat/completions", chat(model));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).path("code").asText()).isEqualTo("model_not_found");
        assertThat(error(response).path("message").asText()).contains("'" + model + "'");
        assertThat(UPSTREAM.received()).isEmpty();
    }
}

package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Before the router the body is the request, for whatever Camel has. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyBodyTest extends PolicyGatewayTest {

    private static final String REDACT = "- to: { id: redact, uri: 'transform:guard/redact' }";

    private static void redactDigits() throws Exception {
        transform("guard/redact", """
            {"messages": [for (.messages) {"content": replace(.content, "[0-9]+", "[number]"), * : .}], * : .}
            """);
    }

    private static JsonNode received() throws Exception {
        return Json.parse(UPSTREAM.last().body());
    }

    @Test
    void untouchedRequest_reachesTheProviderAsTheSameBytes() throws Exception {
        serve("", "");
        String odd = SECRET.replace("\"messages\"", "\"seed\" :  1234567890123456789012 ,  \"messages\"");

        assertThat(post(CHAT, odd).statusCode()).isEqualTo(200);

        assertThat(UPSTREAM.last().text()).contains("1234567890123456789012");
    }

    @Test
    void setBody_isWhatTheProviderReceives() throws Exception {
        serve("""
            - setBody:
                id: other
                expression: { constant: { expression: '{"model":"mistral/m","messages":[{"role":"user","content":"No"}]}' } }
            """, "");

        assertThat(content(ask())).isEqualTo("Hi, 4711");

        assertThat(UPSTREAM.last().path()).startsWith("/mistral/");
        assertThat(received().at("/messages/0/content").asText()).isEqualTo("No");
    }

    @Test
    void transform_isWhatTheProviderReceives() throws Exception {
        redactDigits();
        serve(REDACT, "");

        assertThat(ask().statusCode()).isEqualTo(200);

        assertThat(received().at("/messages/0/content").asText()).isEqualTo("my number is [number]");
        assertThat(received().path("model").asText()).isEqualTo("gpt");
    }

    @Test
    void variableModel_routesAnew() throws Exception {
        serve("- setVariable: { id: cheaper, name: model, expression: { constant: { expression: groq/llama } } }", "");

        HttpResponse<String> response = ask();

        assertThat(content(response)).isEqualTo("Hi, 4711");
        assertThat(UPSTREAM.last().path()).startsWith("/groq/");
        assertThat(received().path("model").asText()).isEqualTo("llama");
        assertThat(response.headers().firstValue("x-serai-model")).contains("llama");
    }

    @Test
    void variableModelOfAnAlias_routesToIt() throws Exception {
        serve("- setVariable: { id: smarter, name: model, expression: { constant: { expression: smart } } }", "");
        UPSTREAM.answer(request ->
                request.path().startsWith("/anthropic/") ? Script.json(503, "{}") : Script.json(200, Answers.WHOLE));

        assertThat(content(ask())).isEqualTo("Hi");
        assertThat(UPSTREAM.last().path()).startsWith("/openai/");
    }

    @Test
    void log_showsTheRequestAndTheAnswer(CapturedOutput output) throws Exception {
        serve(
                "- log: { id: tell, message: 'asked ${body} as ${body[model]}' }",
                "- log: { id: tell-answer, message: 'answered ${body}' }");

        assertThat(content(ask())).isEqualTo("Hi, 4711");

        assertThat(output.getAll())
                .contains("asked {\"model\":\"openai/gpt\",", "as openai/gpt", "answered {\"id\":\"c\"");
    }

    @Test
    void unmarshalAndChoice_routeByContent() throws Exception {
        serve("""
            - unmarshal: { id: parse, json: { library: Jackson } }
            - choice:
                id: what
                when:
                  - id: number
                    expression: { simple: { expression: "${body[messages][0][content]} contains 'number'" } }
                    steps:
                      - setVariable: { id: local, name: model, expression: { constant: { expression: ollama/m } } }
            """, "");

        assertThat(ask().statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).startsWith("/ollama/");
        assertThat(post(CHAT, chat("openai/gpt")).statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).startsWith("/openai/");
    }

    @Test
    void wireTap_seesTheRequest(@TempDir Path folder) throws Exception {
        serve("- wireTap: { id: tap, uri: 'file:" + folder + "?fileName=${exchangeId}.json&fileExist=Append' }", "");

        assertThat(ask().statusCode()).isEqualTo(200);

        await("the file", () -> {
            try (var files = Files.list(folder)) {
                return files.anyMatch(file -> file.toFile().length() == SECRET.length());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{}", "[]", "{\"model\":\"openai/gpt\"}", " "})
    void bodyThatIsNoRequest_isRefusedByTheStepThatNeedsIt(String body) throws Exception {
        serve("- setBody: { id: broken, expression: { constant: { expression: '" + body + "' } } }", "");

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("message").asText()).contains("'permit'", "inbound-chat-completions");
        assertThat(UPSTREAM.received()).isEmpty();
    }
}

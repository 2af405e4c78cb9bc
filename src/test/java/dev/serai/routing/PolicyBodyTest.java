package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Before the router the body is the request, after it the answer, for whatever Camel has. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyBodyTest extends ReloadingGatewayTest {

    private static final String SECRET = chat("openai/gpt").replace("Hello", "my number is 4711");
    private static final String STREAMED = SECRET.replaceFirst("\\{", "{\"stream\":true,");
    private static final String REDACT = "- to: { id: redact, uri: 'transform:guard/redact' }";

    @BeforeEach
    void answer() {
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.content("Hi, ") + Answers.content("4711") + Answers.finish() + Answers.DONE).end()
                : Script.json(200, Answers.WHOLE.replace("Hi", "Hi, 4711")));
    }

    /** Serves with steps between reading and admission, and between the answer and the client. */
    private void serve(String before, String after) throws Exception {
        write("routes/policies/before.camel.yaml", policy("before", before));
        write("routes/policies/after.camel.yaml", policy("after", after));
        edit(
                "routes/inbound/chat-completions.camel.yaml",
                file -> file.replace(
                                "        - to: { id: admit-chat,",
                                "        - to: { id: before-chat, uri: direct:policy-before }\n"
                                        + "        - to: { id: admit-chat,")
                        + "        - to: { id: after-chat, uri: direct:policy-after }\n");
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    private static String policy(String name, String steps) {
        return """
            - route:
                id: policy-%1$s
                group: policies
                description: What a team has written
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:policy-%1$s
                  steps:
                    - setProperty: { id: %1$s-first, name: first, expression: { constant: { expression: "1" } } }
            %2$s""".formatted(name, steps.indent(8));
    }

    private static void transform(String name, String jslt) throws Exception {
        write("transforms/" + name + ".jslt", jslt);
    }

    private static void redactDigits() throws Exception {
        transform("guard/redact", """
            {"messages": [for (.messages) {"content": replace(.content, "[0-9]+", "[number]"), * : .}], * : .}
            """);
    }

    private static JsonNode received() throws Exception {
        return Json.parse(UPSTREAM.last().body());
    }

    private HttpResponse<String> ask() throws Exception {
        return post(CHAT, SECRET);
    }

    private static String content(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).at("/choices/0/message/content").asText();
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
        UPSTREAM.answer(request -> request.path().startsWith("/anthropic/")
                ? Script.json(503, "{}")
                : Script.json(200, Answers.WHOLE));

        assertThat(content(ask())).isEqualTo("Hi");
        assertThat(UPSTREAM.last().path()).startsWith("/openai/");
    }

    @Test
    void log_showsTheRequestAndTheAnswer(CapturedOutput output) throws Exception {
        serve(
                "- log: { id: tell, message: 'asked ${body} as ${body[model]}' }",
                "- log: { id: tell-answer, message: 'answered ${body}' }");

        assertThat(content(ask())).isEqualTo("Hi, 4711");

        assertThat(output.getAll()).contains("asked {\"model\":\"openai/gpt\",", "as openai/gpt", "answered {\"id\":\"c\"");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setBody: { id: said, expression: { constant: { expression: 'No.' } } }",
                "- setBody: { id: said, expression: { simple: { expression: '${null}No.' } } }"
            })
    void answerThatIsReplaced_isWhatTheClientGets(String step) throws Exception {
        serve("", step);
        assertThat(ask().body()).isEqualTo("No.");
        assertThat(post(CHAT, STREAMED).body())
                .isEqualTo("No.");
    }

    @Test
    void wholeAnswer_isTransformed() throws Exception {
        transform("guard/answer", """
            {"choices": [for (.choices) {"message": {"content": replace(.message.content, "[0-9]+", "*"), * : .}, * : .}], * : .}
            """);
        serve("", "- to: { id: guard-answer, uri: \"transform:guard/answer\" }");

        assertThat(content(ask())).isEqualTo("Hi, *");
    }

    @Test
    void mapsAndTrees_areWrittenAsJson() throws Exception {
        serve("", "- unmarshal: { id: parse, json: { library: Jackson } }");

        assertThat(content(ask())).isEqualTo("Hi, 4711");
    }

    @Test
    void streamedAnswer_isTransformedEventByEvent() throws Exception {
        transform("guard/answer", """
            let seen = fallback($state.seen, 0)
            if (.choices[0].delta.content)
              let text = "<" + $seen + .choices[0].delta.content + ">"
              let changed = {"choices": [{"index": 0, "delta": {"content": $text}}], * : .}
              {"emit": [$changed], "state": {"seen": $seen + 1}}
            else .
            """);
        serve("", "- to: { id: guard-answer, uri: \"transform:guard/answer\" }");

        List<String> parts = new java.util.ArrayList<>();
        String stream = post(CHAT, STREAMED).body();
        for (String line : stream.split("\n\n")) {
            if (line.contains("content\":\"")) {
                parts.add(Json.MAPPER.readTree(line.substring(6)).at("/choices/0/delta/content").asText());
            }
        }

        assertThat(parts).containsExactly("<0Hi, >", "<14711>");
        assertThat(stream).endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- convertBodyTo: { id: read, type: String }",
                "- log: { id: tell, message: 'answered ${body}' }",
                "- setBody: { id: joined, expression: { simple: { expression: 'It said: ${body}' } } }"
            })
    void streamThatIsReadAsText_isAnErrorThatSaysWhatToDo(String step, CapturedOutput output) throws Exception {
        serve("", step);

        assertThat(post(CHAT, STREAMED).statusCode()).isEqualTo(500);

        assertThat(output.getAll()).contains("This answer is a stream");
        assertThat(ask().statusCode()).isEqualTo(200);
    }
}

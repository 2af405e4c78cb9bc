package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A gateway with steps of a team at all endpoints. */
abstract class PolicyEndpointsTest extends PolicyGatewayTest {

    static final String MESSAGES =
            "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    /** By path: a request, in the words of its endpoint. */
    static final Map<String, List<String>> ENDPOINTS = Map.of(
            CHAT,
            List.of(chat("openai/gpt")),
            "/v1/completions",
            List.of("{\"model\":\"mistral/m\",\"prompt\":\"Hello\"}"),
            "/v1/messages",
            List.of(MESSAGES.formatted("mistral/m"), MESSAGES.formatted("anthropic/claude")),
            "/v1/responses",
            List.of("{\"model\":\"mistral/m\",\"input\":\"Hello\"}"),
            "/v1beta/models/mistral/m:generateContent",
            List.of("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}"),
            "/chat",
            List.of("{\"provider\":\"mistral\",\"model\":\"m\",\"prompt\":\"Hello\"}"));

    /** Leaves what a test says, made of the bytes that were there. */
    public static class Leaves implements Processor {

        static volatile Function<byte[], Object> form = bytes -> bytes;

        @Override
        public void process(Exchange exchange) {
            exchange.getMessage().setBody(form.apply(exchange.getMessage().getBody(byte[].class)));
        }
    }

    /** One that a step of a team may well have. */
    record Person(String name) {}

    static final String LEAVE = "- process: { id: leave%s, ref: '#class:" + Leaves.class.getName() + "' }";

    static Script answered(Received request) {
        if (request.path().startsWith("/anthropic/")) {
            return Script.json(200, Answers.ANTHROPIC);
        }
        return request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).end()
                : Script.json(200, Answers.WHOLE);
    }

    /** Serves with steps before the admission of all endpoints, and behind their routers. */
    void serveAll(String before, String after) throws Exception {
        for (String name : List.of("completions", "messages", "messages-count", "responses", "generate", "prompt")) {
            edit("routes/inbound/" + name + ".camel.yaml", file -> around(name, file));
        }
        serve(before, after);
        UPSTREAM.answer(PolicyFormsTest::answered);
    }

    static String around(String name, String file) {
        StringBuilder all = new StringBuilder();
        for (String line : file.split("\n", -1)) {
            if (line.contains("direct:policy-admit")) {
                all.append("        - to: { id: before-").append(name).append(", uri: direct:policy-before }\n");
            }
            all.append(line).append('\n');
            if (line.contains("direct:policy-cache") || line.contains("direct:router")) {
                all.append("        - to: { id: after-").append(name).append(", uri: direct:policy-after }\n");
            }
        }
        return all.toString();
    }

    void assertAllServe() throws Exception {
        for (Map.Entry<String, List<String>> endpoint : ENDPOINTS.entrySet()) {
            for (String request : endpoint.getValue()) {
                HttpResponse<String> response = post(endpoint.getKey(), request);

                assertThat(response.statusCode())
                        .as(endpoint.getKey() + ": " + response.body())
                        .isEqualTo(200);
                assertThat(response.body()).as(endpoint.getKey()).contains("\"Hi\"");
                assertThat(response.headers().firstValue("content-type")).contains("application/json");
                assertThat(UPSTREAM.last().text()).as(endpoint.getKey()).contains("\"Hello\"");
            }
        }
    }
}

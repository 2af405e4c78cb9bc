package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form of body a step leaves, at every endpoint: it is the request, or the answer, or it is said that it is none. */
class PolicyFormsTest extends PolicyGatewayTest {

    private static final String MESSAGES =
            "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    /** By path: a request, in the words of its endpoint. */
    private static final Map<String, List<String>> ENDPOINTS = Map.of(
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

    private static final String LEAVE = "- process: { id: leave%s, ref: '#class:" + Leaves.class.getName() + "' }";

    private static Script answered(Received request) {
        if (request.path().startsWith("/anthropic/")) {
            return Script.json(200, Answers.ANTHROPIC);
        }
        return request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).end()
                : Script.json(200, Answers.WHOLE);
    }

    /** Serves with steps before the admission of all endpoints, and behind their routers. */
    private void serveAll(String before, String after) throws Exception {
        for (String name : List.of("completions", "messages", "messages-count", "responses", "generate", "prompt")) {
            edit("routes/inbound/" + name + ".camel.yaml", file -> around(name, file));
        }
        serve(before, after);
        UPSTREAM.answer(PolicyFormsTest::answered);
    }

    private static String around(String name, String file) {
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

    private void assertAllServe() throws Exception {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- unmarshal: { id: x%s, json: { library: Jackson } }",
                "- convertBodyTo: { id: x%s, type: String }",
                "- convertBodyTo: { id: x%s, type: 'byte[]' }",
                "- convertBodyTo: { id: x%s, type: java.io.InputStream }",
                "- convertBodyTo: { id: x%s, type: com.fasterxml.jackson.databind.JsonNode }"
            })
    void formThatAStepLeaves_servesAtEveryEndpoint(String step) throws Exception {
        serveAll(step.formatted(1), step.formatted(2));
        assertAllServe();
        HttpResponse<String> counted = post("/v1/messages/count_tokens", MESSAGES.formatted("mistral/m"));
        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);
        assertThat(json(counted).path("input_tokens").asInt()).isPositive();
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static Path file(Path folder, byte[] bytes) {
        try {
            return Files.write(folder.resolve("body.json"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of a buffer, as parts of others stand around it. */
    private static ByteBuffer slice(byte[] bytes) {
        ByteBuffer whole = ByteBuffer.allocate(bytes.length + 20);
        whole.position(10);
        whole.put(bytes);
        return whole.flip().position(10);
    }

    @Test
    void formOfABean_servesAtEveryEndpoint(@TempDir Path folder) throws Exception {
        serveAll(LEAVE.formatted(1), LEAVE.formatted(2));
        for (Function<byte[], Object> form : List.<Function<byte[], Object>>of(
                PolicyFormsTest::slice,
                bytes -> slice(bytes).asReadOnlyBuffer(),
                bytes -> file(folder, bytes),
                bytes -> file(folder, bytes).toFile(),
                bytes -> new ByteArrayInputStream(bytes))) {
            Leaves.form = form;
            assertAllServe();
        }
    }

    private static InputStream failing(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 10), new InputStream() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }

            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        });
    }

    private static Map<String, Object> endless() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("model", endless);
        return endless;
    }

    /** What is neither a request nor an answer. */
    private static Stream<Function<byte[], Object>> strange() {
        return Stream.of(
                bytes -> Collections.singletonMap(null, "key"),
                bytes -> endless(),
                bytes -> Map.of("model", new Object()),
                bytes -> new Person("a"));
    }

    @Test
    void requestThatIsNone_isRefusedByTheStepThatNeedsIt() throws Exception {
        serveAll(LEAVE.formatted(1), "");
        for (Function<byte[], Object> form : Stream.concat(
                        strange(),
                        Stream.<Function<byte[], Object>>of(
                                bytes -> null,
                                bytes -> 7,
                                bytes -> true,
                                bytes -> List.of(),
                                PolicyFormsTest::packed,
                                bytes -> new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16),
                                PolicyFormsTest::failing))
                .toList()) {
            Leaves.form = form;

            HttpResponse<String> response = ask();

            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            assertThat(error(response).path("message").asText()).contains("'permit'", "inbound-chat-completions");
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void answerThatIsNone_isAFailureOfTheGateway() throws Exception {
        serveAll("", LEAVE.formatted(2));
        for (Function<byte[], Object> form : strange().toList()) {
            Leaves.form = form;

            HttpResponse<String> response = ask();

            assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
            assertThat(error(response).path("code").asText()).isEqualTo("internal_error");
        }
    }

    @Test
    void answerThatIsAValue_isWritten() throws Exception {
        serveAll("", LEAVE.formatted(2));
        Leaves.form = bytes -> 7;
        assertThat(ask().body()).isEqualTo("7");
        Leaves.form = bytes -> true;
        assertThat(ask().body()).isEqualTo("true");
        Leaves.form = bytes -> null;
        assertThat(ask().body()).isEmpty();
    }

    @Test
    void answerThatBreaksOff_isNoWholeOne_andNoClientHasLeft() throws Exception {
        serveAll("", LEAVE.formatted(2));
        Leaves.form = PolicyFormsTest::failing;

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode record = recordOf(response.headers().firstValue("x-request-id").orElseThrow());
        assertThat(record.path("error").asText()).isEqualTo("internal_error");
        assertThat(record.path("aborted").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"teapot", "99", "0", "1000"})
    void statusThatNoAnswerHas_isAFailureOnRecord(String status) throws Exception {
        serveAll(
                "",
                "- setHeader: { id: x, name: CamelHttpResponseCode, expression: { constant: { expression: '" + status
                        + "' } } }");

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(error(response).path("code").asText()).isEqualTo("internal_error");
        assertThat(recordOf(response.headers().firstValue("x-request-id").orElseThrow())
                        .path("status")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void transformThatDoesNotFitARequest_isRefusedByItsStep() throws Exception {
        transform("guard/redact", "{\"x\": number(.messages[0].content), * : .}");
        serveAll("- to: { id: redact, uri: 'transform:guard/redact' }", "");

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("message").asText())
                .contains("'redact'", "inbound-chat-completions", "transforms/guard/redact.jslt");
    }

    @Test
    void answerThatIsNotAsARouteDemands_isNotTheCallersFault() throws Exception {
        serveAll("", "- validate: { id: x, expression: { simple: { expression: \"${body} contains 'nonsense'\" } } }");

        assertThat(ask().statusCode()).isEqualTo(502);
    }

    @Test
    void throttleThatRejects_isTooManyRequests() throws Exception {
        serveAll(
                "- throttle: { id: x, rejectExecution: true, timePeriodMillis: '60000',"
                        + " expression: { constant: { expression: '1' } } }",
                "");

        assertThat(ask().statusCode()).isEqualTo(200);
        HttpResponse<String> second = ask();
        assertThat(second.statusCode()).as(second.body()).isEqualTo(429);
        assertThat(error(second).path("code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void objectInThePlaceOfAStream_isSaidToBeOne() throws Exception {
        serveAll("", "- setBody: { id: x, expression: { constant: { expression: '{\"no\":1}' } } }");

        HttpResponse<String> response = post(CHAT, STREAMED);

        assertThat(response.body()).isEqualTo("{\"no\":1}");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void nameThatNoModelHas_isRefusedWhoeverSaysIt() throws Exception {
        serveAll(
                "- setVariable: { id: x, name: model, expression: { simple: { expression: '${variable.hints[model]}' } } }",
                "");

        assertThat(post(CHAT, chat("openai/gpt"), "x-serai-model", "groq/" + "m".repeat(300))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(CHAT, chat("openai/gpt"), "x-serai-model", "groq/a\tb").statusCode())
                .isEqualTo(400);
        assertThat(UPSTREAM.received()).isEmpty();
        assertThat(content(post(CHAT, chat("openai/gpt"), "x-serai-model", "groq/m")))
                .isEqualTo("Hi");
    }

    @Test
    void fallbacksOfAChangedRequest_areAskedAndSeenByNoProvider() throws Exception {
        transform("guard/redact", "{\"fallbacks\": [\"mistral/m\"], * : .}");
        serveAll("- to: { id: redact, uri: 'transform:guard/redact' }", "");
        UPSTREAM.answer(request ->
                request.path().startsWith("/openai/") ? Script.json(503, "{}") : Script.json(200, Answers.WHOLE));

        assertThat(content(ask())).isEqualTo("Hi");

        assertThat(UPSTREAM.received()).hasSize(2).noneMatch(it -> it.text().contains("fallbacks"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void requestThatIsAnsweredLater_isWhatTheClientSaid_orRefused(boolean changed) throws Exception {
        transform("guard/redact", "{\"messages\": [{\"role\": \"user\", \"content\": \"no\"}], * : .}");
        write(
                "routes/policies/first.camel.yaml",
                policy(
                        "first",
                        changed
                                ? "- to: { id: redact, uri: 'transform:guard/redact' }"
                                : "- unmarshal: { id: parse, json: { library: Jackson } }"));
        edit(
                "routes/inbound/responses.camel.yaml",
                file -> file.replace(
                        "        - process: { id: recall-responses",
                        "        - to: { id: first, uri: direct:policy-first }\n        - process: { id: recall-responses"));
        serve("", "");
        UPSTREAM.answer(PolicyFormsTest::answered);
        String request = "{\"model\":\"mistral/m\",\"input\":\"Hello\"%s}";

        assertThat(post("/v1/responses", request.formatted(",\"background\":true"))
                        .statusCode())
                .isEqualTo(changed ? 500 : 200);
        assertThat(post("/v1/responses", request.formatted("")).statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.received()).noneMatch(it -> changed && it.text().contains("Hello"));
    }

    @Test
    void otherQuestionOfACopy_leavesTheRequestItsModel() throws Exception {
        write("routes/policies/guard.camel.yaml", policy("guard", """
            - setBody:
                id: guard-question
                expression: { constant: { expression: '{"model":"groq/guard","messages":[{"role":"user","content":"Ok?"}]}' } }
            - to: { id: ask-guard, uri: 'target:groq/guard' }
            """));
        serveAll("""
            - setBody:
                id: other
                expression: { constant: { expression: '{"model":"mistral/other","messages":[{"role":"user","content":"No"}]}' } }
            - enrich:
                id: x
                variableReceive: verdict
                expression: { constant: { expression: "direct:policy-guard" } }
            """, "");

        assertThat(content(ask())).isEqualTo("Hi");

        assertThat(UPSTREAM.received())
                .extracting(Received::path)
                .first()
                .asString()
                .startsWith("/groq/");
        assertThat(UPSTREAM.last().path()).startsWith("/mistral/");
        assertThat(Json.parse(UPSTREAM.last().body()).path("model").asText()).isEqualTo("other");
    }
}

package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Camel's patterns before the router, written in YAML alone, and what the gateway does of its own behind them. */
class EipTest extends PolicyGatewayTest {

    private static final String ALIASES = """
        - route:
            id: model-%1$s
            group: models
            description: For tests
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-%1$s
              steps:
                - loadBalance:
                    id: %1$s-targets
                    customLoadBalancer: { ref: "inOrder?%2$s" }
                    steps:
                      - to: { id: %1$s-a, uri: "target:openai/gpt" }
                      - to: { id: %1$s-b, uri: "target:vllm/m" }
        """;

    private static Named<String> eip(String name, String steps) {
        return Named.of(name, steps);
    }

    static Stream<Named<String>> eips() {
        return Stream.of(
                eip("setBody", "- setBody: { id: x, expression: { simple: { expression: '${body}' } } }"),
                eip("setBody bytes", "- convertBodyTo: { id: x, type: 'byte[]' }"),
                eip("transform", "- transform: { id: x, expression: { simple: { expression: '${bodyAs(String)}' } } }"),
                eip("unmarshal", "- unmarshal: { id: x, json: { library: Jackson } }"),
                eip("unmarshal and marshal", """
                    - unmarshal: { id: x, json: { library: Jackson } }
                    - marshal: { id: y, json: { library: Jackson } }
                    """),
                eip("choice", """
                    - choice:
                        id: x
                        when:
                          - id: y
                            expression: { simple: { expression: "${bodyAs(String)} contains 'nonsense'" } }
                            steps:
                              - setBody: { id: z, expression: { constant: { expression: "no" } } }
                    """),
                eip("filter", """
                    - filter:
                        id: x
                        expression: { simple: { expression: "${bodyAs(String)} contains 'nonsense'" } }
                        steps:
                          - setBody: { id: z, expression: { constant: { expression: "no" } } }
                    """),
                eip("wireTap", "- wireTap: { id: x, uri: 'log:tap' }"),
                eip("enrich", """
                    - enrich:
                        id: x
                        variableReceive: found
                        expression: { constant: { expression: "direct:policy-lookup" } }
                    """),
                eip("pollEnrich", """
                    - pollEnrich:
                        id: x
                        timeout: "0"
                        variableReceive: found
                        expression: { constant: { expression: "seda:nothing" } }
                    """),
                eip("split and aggregate", """
                    - split:
                        id: x
                        expression: { simple: { expression: "${bodyAs(String)}" } }
                        delimiter: ","
                        steps:
                          - aggregate:
                              id: y
                              completionSize: 2
                              aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                              correlationExpression: { constant: { expression: "true" } }
                              steps:
                                - log: { id: z, message: "two" }
                    """),
                eip("throttle", "- throttle: { id: x, expression: { constant: { expression: '1000' } } }"),
                eip("idempotentConsumer", """
                    - idempotentConsumer:
                        id: x
                        idempotentRepository: "#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository"
                        expression: { simple: { expression: "${exchangeId}" } }
                        steps:
                          - log: { id: z, message: "first" }
                    """),
                eip(
                        "validate",
                        "- validate: { id: x, expression: { simple: { expression: \"${bodyAs(String)} contains 'model'\" } } }"),
                eip("claimCheck", """
                    - claimCheck: { id: x, operation: Push }
                    - setBody: { id: y, expression: { constant: { expression: "small" } } }
                    - claimCheck: { id: z, operation: Pop }
                    """),
                eip("multicast", """
                    - multicast:
                        id: x
                        aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy"
                        steps:
                          - to: { id: y, uri: "log:one" }
                          - to: { id: z, uri: "log:two" }
                    """),
                eip("doTry", """
                    - doTry:
                        id: x
                        steps:
                          - throwException: { id: y, exceptionType: java.lang.IllegalStateException, message: no }
                        doCatch:
                          - id: z
                            exception: [java.lang.IllegalStateException]
                            steps:
                              - log: { id: w, message: "caught" }
                    """));
    }

    /** Serves with a pattern before the router of chats and of embeddings. */
    private void serveWith(String steps) throws Exception {
        write("routes/policies/lookup.camel.yaml", policy("lookup", ""));
        write("routes/models/resumed.camel.yaml", ALIASES.formatted("resumed", "recovery=resume"));
        write("routes/models/hedged.camel.yaml", ALIASES.formatted("hedged", "hedge=50ms"));
        edit(
                "routes/inbound/embeddings.camel.yaml",
                file -> file.replace(
                        "        - to: { id: admit-embeddings,",
                        "        - to: { id: before-embeddings, uri: direct:policy-before }\n"
                                + "        - to: { id: admit-embeddings,"));
        serve(steps, "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eips")
    void pattern_leavesTheRequestAndWhatIsBehindItAlone(String steps) throws Exception {
        serveWith(steps);

        assertThat(content(ask())).isEqualTo("Hi, 4711");
        assertThat(Json.parse(UPSTREAM.last().body()).at("/messages/0/content").asText())
                .isEqualTo("my number is 4711");
        failsOver();
        goesOn();
        hedges();
        asksInBatches();
    }

    private void failsOver() throws Exception {
        UPSTREAM.answer(request ->
                request.path().startsWith("/openai/") ? Script.json(503, "{}") : Script.json(200, Answers.WHOLE));

        assertThat(content(post(CHAT, chat("resumed")))).isEqualTo("Hi");
    }

    private void goesOn() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hello")).reset()
                : Script.stream().send(Answers.stream(" you")).end());

        assertThat(post(CHAT, streamedChat("resumed")).body())
                .contains("\"Hello\"", "\" you\"")
                .endsWith(Answers.DONE);
    }

    private void hedges() throws Exception {
        UPSTREAM.answer(request ->
                request.path().startsWith("/openai/") ? Script.silent().stall(20) : Script.json(200, Answers.WHOLE));

        assertThat(content(post(CHAT, chat("hedged")))).isEqualTo("Hi");
    }

    private void asksInBatches() throws Exception {
        UPSTREAM.answer(EipTest::vectors);
        ObjectNode request = Json.MAPPER.createObjectNode().put("model", "cohere/embed-v4.0");
        for (int i = 0; i < 100; i++) {
            request.withArray("input").add("a text");
        }

        HttpResponse<String> response = post("/v1/embeddings", Json.text(request));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).path("data")).hasSize(100);
        assertThat(UPSTREAM.received()).hasSize(2);
    }

    private static Script vectors(Received request) {
        try {
            ObjectNode answer = Json.MAPPER.createObjectNode();
            for (JsonNode text : Json.parse(request.body()).path("texts")) {
                answer.withObject("/embeddings")
                        .withArray("float")
                        .addArray()
                        .add(text.asText().length());
            }
            return Script.json(200, Json.text(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

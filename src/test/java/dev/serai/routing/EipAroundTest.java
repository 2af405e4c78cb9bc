package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.Loads;
import dev.serai.shedding.MemoryBudget;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Camel's patterns around the router: what is behind them answers, streams and fails as it does without, and nothing is left over. */
class EipAroundTest extends PolicyGatewayTest {

    @Autowired
    private Generations generations;

    @Autowired
    private MemoryBudget memory;

    @Autowired
    private Loads loads;

    private static final String ROUTE = "to: { id: w-to, uri: direct:policy-cache }";

    private static Named<String> around(String name, String steps) {
        return Named.of(name, steps.replace("ROUTE", ROUTE));
    }

    static Stream<Named<String>> patterns() {
        String latest = "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy";
        return Stream.of(
                around("circuitBreaker", "- circuitBreaker: { id: w, steps: [ { ROUTE } ] }"),
                around("doTry and doFinally", """
                    - doTry:
                        id: w
                        steps: [ { ROUTE } ]
                        doFinally: { id: w-f, steps: [ { log: { id: w-l, message: "over" } } ] }
                    """),
                around("threads", "- threads: { id: w, poolSize: 2 }\n- ROUTE"),
                around(
                        "loop",
                        "- loop: { id: w, expression: { constant: { expression: '1' } }, steps: [ { ROUTE } ] }"),
                around(
                        "loop of copies",
                        "- loop: { id: w, copy: true, expression: { constant: { expression: '1' } }, steps: [ { ROUTE } ] }"),
                around(
                        "recipientList",
                        "- recipientList: { id: w, expression: { constant: { expression: direct:policy-cache } } }"),
                around(
                        "recipientList at a time",
                        "- recipientList: { id: w, parallelProcessing: true, expression: { constant: { expression: direct:policy-cache } } }"),
                around(
                        "routingSlip",
                        "- routingSlip: { id: w, expression: { constant: { expression: direct:policy-cache } } }"),
                around("enrich", "- enrich: { id: w, expression: { constant: { expression: direct:policy-cache } } }"),
                around(
                        "multicast",
                        "- multicast: { id: w, aggregationStrategy: '" + latest + "', steps: [ { ROUTE } ] }"),
                around(
                        "multicast at a time",
                        "- multicast: { id: w, parallelProcessing: true, aggregationStrategy: '" + latest
                                + "', steps: [ { ROUTE } ] }"),
                around(
                        "split",
                        "- split: { id: w, aggregationStrategy: '" + latest
                                + "', expression: { simple: { expression: '${body}' } }, steps: [ { ROUTE } ] }"),
                around(
                        "delay",
                        "- delay: { id: w, asyncDelayed: true, expression: { constant: { expression: '5' } } }\n- ROUTE"),
                around(
                        "throttle",
                        "- throttle: { id: w, asyncDelayed: true, expression: { constant: { expression: '1000' } } }\n- ROUTE"),
                around(
                        "failoverLoadBalancer",
                        "- loadBalance: { id: w, failoverLoadBalancer: {}, steps: [ { ROUTE } ] }"),
                around(
                        "roundRobinLoadBalancer",
                        "- loadBalance: { id: w, roundRobinLoadBalancer: {}, steps: [ { ROUTE } ] }"),
                around("seda", "- to: { id: w, uri: 'seda:ask?waitForTaskToComplete=Always' }"),
                around("step", "- step: { id: w, steps: [ { ROUTE } ] }"),
                around("toD", "- toD: { id: w, uri: 'direct:policy-${header.none}cache' }"),
                around("pipeline", "- pipeline: { id: w, steps: [ { ROUTE } ] }"));
    }

    private void serveAround(String steps) throws Exception {
        write(
                "routes/policies/asked.camel.yaml",
                policy("asked", "- " + ROUTE.replace("w-to", "asked-to"))
                        .replace("uri: direct:policy-asked", "uri: seda:ask"));
        edit(
                "routes/inbound/chat-completions.camel.yaml",
                file -> file.replaceFirst(
                        "        - to: \\{ id: route-chat.*\n",
                        java.util.regex.Matcher.quoteReplacement(steps.strip().indent(8))));
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    void pattern_leavesAnswersStreamsAndFailuresAlone(String steps) throws Exception {
        serveAround(steps);

        assertThat(content(ask())).isEqualTo("Hi, 4711");
        HttpResponse<String> stream = post(CHAT, STREAMED);
        assertThat(stream.statusCode()).as(stream.body()).isEqualTo(200);
        assertThat(stream.body()).contains("\"Hi, \"", "\"4711\"").endsWith(Answers.DONE);
        UPSTREAM.answer(Script.json(503, "{}"));
        assertThat(ask().statusCode()).isEqualTo(503);
        UPSTREAM.answer(Script.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"));
        assertThat(ask().statusCode()).isEqualTo(400);
        nothingIsLeft();
    }

    private void nothingIsLeft() throws Exception {
        await(
                "the end of all exchanges",
                () -> generations.serving().context().getInflightRepository().size() == 0);
        await("all memory", () -> memory.taken() == 0);
        await("the end of the turn", () -> loads.of("openai/gpt").inFlight() == 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    void clientThatLeaves_endsTheProvidersWork(String steps) throws Exception {
        serveAround(steps);
        UPSTREAM.answer(request -> Script.stream().send(Answers.content("Hi")).stall(30));

        try (var events = open(CHAT, STREAMED)) {
            assertThat(events.next()).contains("Hi");
        }

        assertThat(UPSTREAM.awaitAbort(20)).isTrue();
        nothingIsLeft();
    }
}

package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Balancers in branches that are asked at the same time: each fails over, hedges and goes on by itself. */
@Timeout(60)
@TestPropertySource(properties = {"serai.hedge-share=1", "serai.failover.silent-stream=2s"})
class BranchTest extends CallingGatewayTest {

    private static final String ALIAS = """
        - route:
            id: model-%1$s
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-%1$s
              steps:
                - %2$s:
                    id: %1$s-both
                    parallelProcessing: true
                    aggregationStrategy: "#class:org.apache.camel.processor.aggregate.%3$s"
        """;

    private static final String BRANCH = """
        - loadBalance:
            id: %1$s-%2$s-targets
            customLoadBalancer: { ref: "inOrder?%3$s" }
            steps:
              - to: { id: %1$s-%2$s-a, uri: "target:%4$s" }
              - to: { id: %1$s-%2$s-b, uri: "target:%5$s" }
        """;

    private static final String WHOLE = Answers.WHOLE.replace("}]}", """
        }],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}\
        """);

    @Autowired
    private Loads loads;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String options : List.of("recovery=resume", "hedge=100ms")) {
            String name = options.replaceFirst("=.*", "");
            String steps = branch(name, 1, options, "openai/gpt-4o", "mistral/mistral-large-2512")
                    + branch(name, 2, options, "openai/gpt-5.1", "mistral/mistral-small-2506");
            write(routes, name, "multicast", "UseLatestAggregationStrategy", "steps:\n" + steps.indent(2));
        }
        write(
                routes,
                "split",
                "split",
                "UseLatestAggregationStrategy",
                """
            expression: { constant: { expression: "%1$s;%1$s" } }
            delimiter: ";"
            steps:
            """.formatted(chat("split").replace("\"", "\\\""))
                        + branch("split", 1, "recovery=none", "openai/gpt-4o", "mistral/mistral-large-2512")
                                .indent(2));
        properties.add("serai.routes", routes::toString);
    }

    private static String branch(String alias, int number, String options, String first, String second) {
        return BRANCH.formatted(alias, number, options, first, second);
    }

    private static void write(Path routes, String name, String step, String strategy, String rest) throws IOException {
        Files.writeString(
                routes.resolve("models/" + name + ".camel.yaml"),
                ALIAS.formatted(name, step, strategy) + rest.indent(12));
    }

    @BeforeEach
    void firstOnesFail() {
        UPSTREAM.answer(request -> fails(request) ? Script.json(503, "{}") : Script.json(200, WHOLE));
    }

    private static boolean fails(Received request) {
        return request.path().startsWith("/openai/");
    }

    private void nothingIsInFlight() throws Exception {
        for (String target : List.of(
                "openai/gpt-4o", "openai/gpt-5.1", "mistral/mistral-large-2512", "mistral/mistral-small-2506")) {
            assertThat(await(loads.of(target)::inFlight, found -> found == 0))
                    .as(target)
                    .isZero();
        }
    }

    /** One for the request, and one for the other answer, which was paid for as well. */
    private List<Map<String, Object>> twoRecords(HttpResponse<?> response) throws Exception {
        return await(() -> records(requestId(response)), found -> found.size() == 2);
    }

    @RepeatedTest(5)
    void eachBranch_failsOver_andEachTryIsOnRecordOnce() throws Exception {
        HttpResponse<String> response = call(token(Rules.NONE), chat("recovery"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.received())
                .extracting(request -> request.path().replaceFirst("/(\\w+)/.*", "$1"))
                .containsExactlyInAnyOrder("openai", "openai", "mistral", "mistral");
        assertThat(twoRecords(response))
                .allSatisfy(record -> assertThat(record)
                        .containsEntry("provider", "mistral")
                        .containsEntry("prompt_tokens", 1000L)
                        .containsEntry("completion_tokens", 100L))
                .extracting(record -> record.get("attempts"))
                .containsExactlyInAnyOrder(4, 0);
        nothingIsInFlight();
    }

    @Test
    void eachBranch_hedges() throws Exception {
        UPSTREAM.answer(request -> fails(request) ? Script.silent().stall(30) : Script.json(200, WHOLE));

        HttpResponse<String> response = call(token(Rules.NONE), chat("hedge"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.received()).hasSize(4);
        List<Map<String, Object>> records = await(() -> records(requestId(response)), found -> found.size() == 4);
        assertThat(records)
                .extracting(record -> record.get("provider") + " " + record.get("error"))
                .containsExactlyInAnyOrder("mistral null", "mistral replaced", "openai overtaken", "openai overtaken");
        nothingIsInFlight();
    }

    @RepeatedTest(5)
    void streamOfABranch_goesOnElsewhere() throws Exception {
        UPSTREAM.answer(request -> fails(request)
                ? Script.stream().send(Answers.content("Hello")).reset()
                : Script.stream()
                        .send(Answers.content("Hello you") + Answers.finish() + Answers.usage() + Answers.DONE)
                        .end());

        String text;
        String id;
        try (EventReader client = open(token(Rules.NONE), streamedChat("recovery"))) {
            id = requestId(client.response());
            text = String.join("\n", client.rest()) + "\n\n";
        }

        assertThat(text).contains("\"Hello\"", "\" you\"").endsWith(Answers.DONE);
        List<Map<String, Object>> records = await(() -> records(id), found -> found.size() >= 3);
        assertThat(records)
                .filteredOn(record -> record.get("error") == null)
                .hasSize(1)
                .first()
                .satisfies(record -> {
                    assertThat(record).containsEntry("provider", "mistral").containsEntry("status", 200);
                });
        nothingIsInFlight();
    }

    @Test
    void partsOfASplit_areAskedApart() throws Exception {
        HttpResponse<String> response = call(token(Rules.NONE), chat("split"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.received()).hasSize(4);
        assertThat(twoRecords(response)).hasSize(2);
        nothingIsInFlight();
    }
}

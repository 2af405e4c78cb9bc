package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps of a team in the file of an alias, between the router and the targets. */
class AliasStepsTest extends ReloadingGatewayTest {

    @Autowired
    private Database database;

    @BeforeEach
    void answer() {
        UPSTREAM.answer(request ->
                request.path().startsWith("/openai/") ? Script.json(503, "{}") : Script.json(200, Answers.WHOLE));
    }

    private HttpResponse<String> ask(String steps) throws Exception {
        write("routes/models/ours.camel.yaml", """
            - route:
                id: model-ours
                group: models
                description: For tests
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:model-ours
                  steps:
            """ + steps.indent(8));
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
        return post(CHAT, chat("ours"));
    }

    private static void assertAnswered(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).at("/choices/0/message/content").asText()).isEqualTo("Hi");
    }

    private static String content(Received request) throws Exception {
        return Json.parse(request.body()).at("/messages/0/content").asText();
    }

    @Test
    void setBody_isWhatEachTargetReceives() throws Exception {
        assertAnswered(ask("""
            - setBody:
                id: other
                expression: { simple: { expression: '{"model":"ours","messages":[{"role":"user","content":"No"}]}' } }
            - loadBalance:
                id: ours-targets
                customLoadBalancer: { ref: inOrder }
                steps:
                  - to: { id: ours-a, uri: "target:openai/gpt" }
                  - to: { id: ours-b, uri: "target:mistral/m" }
            """));

        assertThat(UPSTREAM.received()).hasSize(2);
        assertThat(content(UPSTREAM.received().get(0))).isEqualTo("No");
        assertThat(content(UPSTREAM.last())).isEqualTo("No");
    }

    @Test
    void doTry_asksAnotherTargetForTheSame() throws Exception {
        assertAnswered(ask("""
            - doTry:
                id: first
                steps:
                  - to: { id: ours-a, uri: "target:openai/gpt" }
                doCatch:
                  - id: second
                    exception: [dev.serai.breakers.Retryable]
                    steps:
                      - to: { id: ours-b, uri: "target:mistral/m" }
            """));

        assertThat(content(UPSTREAM.last())).isEqualTo("Hello");
    }

    @Test
    void multicast_asksTwoAndAnswersWithTheLast() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        assertAnswered(ask("""
            - multicast:
                id: both
                aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                steps:
                  - to: { id: ours-a, uri: "target:openai/gpt" }
                  - to: { id: ours-b, uri: "target:mistral/m" }
            """));

        assertThat(UPSTREAM.received()).extracting(request -> content(request)).containsExactly("Hello", "Hello");
    }

    @Test
    void multicastAtATime_asksBoth() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        assertAnswered(ask("""
            - multicast:
                id: both
                parallelProcessing: true
                aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                steps:
                  - to: { id: ours-a, uri: "target:openai/gpt" }
                  - to: { id: ours-b, uri: "target:mistral/m" }
            """));

        assertThat(UPSTREAM.received()).hasSize(2);
    }

    @Test
    void branchThatTakesTooLong_isBrokenOffAndOnRecordBesideTheAnswer() throws Exception {
        UPSTREAM.answer(request ->
                request.path().startsWith("/openai/") ? Script.silent().stall(30) : Script.json(200, Answers.WHOLE));

        HttpResponse<String> response = ask("""
            - multicast:
                id: both
                parallelProcessing: true
                timeout: "400"
                aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                steps:
                  - to: { id: ours-a, uri: "target:mistral/m" }
                  - to: { id: ours-b, uri: "target:openai/gpt" }
            """);

        assertAnswered(response);
        assertThat(response.headers().firstValue("x-serai-provider")).contains("mistral");
        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        await(
                "both records",
                () -> database.sql()
                        .sql(
                                "select provider || ' ' || coalesce(error, 'none') from usage_record where request_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .set()
                        .equals(Set.of("mistral none", "openai overtaken")));
    }

    @Test
    void validate_refusesTheRequest() throws Exception {
        HttpResponse<String> response = ask("""
            - validate: { id: short, expression: { simple: { expression: "${variable.promptBytes} < 5" } } }
            - to: { id: ours-a, uri: "target:mistral/m" }
            """);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("message").asText())
                .contains("inbound-chat-completions")
                .doesNotContain("Exchange[", "Hello");
        assertThat(UPSTREAM.received()).isEmpty();
    }
}

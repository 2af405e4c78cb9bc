package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A stream is its client's: no step takes a part of it, and none that looks on beside the request is in its way. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyStreamsTest extends PolicyGatewayTest {

    @Autowired
    private Database database;

    private HttpResponse<String> stream(String... headers) throws Exception {
        return post(CHAT, STREAMED, headers);
    }

    private static void assertWhole(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("\"Hi, \"", "\"4711\"").endsWith(Answers.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- log: { id: x, message: 'answered ${body}' }",
                "- convertBodyTo: { id: x, type: String }",
                "- convertBodyTo: { id: x, type: 'byte[]' }",
                "- convertBodyTo: { id: x, type: com.fasterxml.jackson.databind.JsonNode }",
                "- unmarshal: { id: x, json: { library: Jackson } }",
                "- to: { id: x, uri: 'file:FOLDER' }",
                "- split: { id: x, expression: { tokenize: { token: '\\n' } }, streaming: true, steps: [ { log: { id: y, message: 'x' } } ] }",
            })
    void stepThatWantsAllOfAStream_fails_andTakesNothing(String step, CapturedOutput output, @TempDir Path folder)
            throws Exception {
        serve("", step.replace("FOLDER", folder.toString()));

        for (String[] cached : new String[][] {{}, {"x-serai-cache", "on"}, {"x-serai-cache", "on"}}) {
            HttpResponse<String> response = stream(cached);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
            assertThat(error(response).path("code").asText()).isEqualTo("internal_error");
        }
        assertThat(output.getAll()).contains("This answer is a stream");
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    @Test
    void tapThatReads_leavesTheStreamToItsClient(@TempDir Path folder) throws Exception {
        serve("", """
            - wireTap: { id: x, uri: 'file:FOLDER' }
            - wireTap: { id: y, uri: 'log:tap?showAll=true&showStreams=true' }
            """.replace("FOLDER", folder.toString()));

        for (int i = 0; i < 20; i++) {
            assertWhole(stream());
        }
        assertThat(content(ask())).isEqualTo("Hi, 4711");
    }

    @Test
    void transformThatFailsAmidAStream_isAnErrorOnRecord() throws Exception {
        transform("guard/answer", """
            if (.choices[0].delta.content == "4711") error("no") else .
            """);
        serve("", "- to: { id: x, uri: 'transform:guard/answer' }");

        HttpResponse<String> response = stream();

        assertThat(response.body()).contains("\"Hi, \"", "internal_error").doesNotContain("4711");
        assertThat(recordOf(response.headers().firstValue("x-request-id").orElseThrow())
                        .path("error")
                        .asText())
                .isEqualTo("internal_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setBody: { id: x, expression: { constant: { expression: 'No.' } } }",
                "- setBody: { id: x, expression: { simple: { expression: '${null}' } } }",
                "- throwException: { id: x, exceptionType: dev.serai.wire.Refused, message: '403 no: No.' }",
                "- throwException: { id: x, exceptionType: java.lang.IllegalStateException, message: 'No.' }",
                "- setHeader: { id: x, name: CamelHttpResponseCode, expression: { constant: { expression: 'none' } } }",
                "- to: { id: x, uri: 'file:target/never' }",
            })
    void streamThatNobodyGets_isBrokenOffAtOnce(String step) throws Exception {
        serve("", step);
        for (String[] cached : new String[][] {{}, {"x-serai-cache", "on"}}) {
            UPSTREAM.answer(
                    request -> Script.stream().send(Answers.content("Hi")).stall(30));

            stream(cached);

            assertThat(UPSTREAM.awaitAbort(10)).as(step).isTrue();
        }
    }

    @Test
    void streamOfABranchThatIsNotChosen_isBrokenOffAtTheEnd() throws Exception {
        write("routes/models/both.camel.yaml", """
            - route:
                id: model-both
                group: models
                description: For tests
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:model-both
                  steps:
                    - multicast:
                        id: both
                        aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                        steps:
                          - to: { id: both-a, uri: "target:mistral/m" }
                          - to: { id: both-b, uri: "target:openai/gpt" }
            """);
        serve("", "");
        UPSTREAM.answer(request -> request.path().startsWith("/mistral/")
                ? Script.stream().send(Answers.content("slow")).stall(30)
                : Script.stream().send(Answers.stream("Hi")).end());

        HttpResponse<String> response = post(CHAT, streamedChat("both"));

        assertThat(response.body()).contains("\"Hi\"").doesNotContain("slow").endsWith(Answers.DONE);
        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
    }

    private static final String USAGE =
            ",\"usage\":{\"prompt_tokens\":%1$d,\"completion_tokens\":%1$d,\"total_tokens\":0}}";

    private static Script answer(int tokens) {
        return Script.json(200, Answers.WHOLE.replace("]}", "]" + USAGE.formatted(tokens)));
    }

    @Test
    void whoIsAskedByATap_isOnRecordBesideWhoAnswers() throws Exception {
        write(
                "routes/policies/shadow.camel.yaml",
                policy("shadow", "- to: { id: shadow, uri: 'target:mistral/shadow' }"));
        serve("- wireTap: { id: x, uri: 'direct:policy-shadow' }", "");
        CountDownLatch shadow = new CountDownLatch(1);
        UPSTREAM.answer(request -> {
            if (request.path().startsWith("/mistral/")) {
                return answer(7).then(shadow::countDown);
            }
            try {
                shadow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer(3);
        });

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-serai-provider")).contains("openai");
        assertThat(json(response).at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        await("both records", () -> providers(id).size() == 2);
        assertThat(providers(id)).containsExactlyInAnyOrder("openai", "mistral");
    }

    private List<String> providers(String id) {
        return database.sql()
                .sql("select provider from usage_record where request_id = :id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    @Test
    void whoIsToBeAskedWhenTheRequestHasEnded_isNot(CapturedOutput output) throws Exception {
        write("routes/policies/shadow.camel.yaml", policy("shadow", """
            - delay: { id: wait, expression: { constant: { expression: '500' } } }
            - to: { id: shadow, uri: 'target:mistral/shadow' }
            """));
        serve("- wireTap: { id: x, uri: 'direct:policy-shadow' }", "");

        assertThat(content(ask())).isEqualTo("Hi, 4711");

        await("the tap", () -> output.getAll().contains("what outlives it asks nobody"));
        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(Json.parse(UPSTREAM.last().body()).path("model").asText()).isEqualTo("gpt");
    }
}

package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What steps refuse and change before the router, and who is told what of it. */
class PolicyChecksTest extends PolicyEndpointsTest {

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

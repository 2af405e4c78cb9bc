package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Messages API beside what its golden files say: headers, silence, models and counts. */
class MessagesTest extends MessagesContract {

    @Test
    void simulator_answersWhole() throws Exception {
        HttpResponse<String> answer = post(MESSAGES, messages("simulator/echo"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("type").asText()).isEqualTo("message");
        assertThat(json(answer).path("id").asText()).startsWith("msg_");
        assertThat(json(answer).at("/content/0/text").asText()).isNotBlank();
        assertThat(json(answer).at("/usage/output_tokens").asInt()).isPositive();
        assertThat(answer.headers().firstValue("x-serai-provider")).contains("simulator");
        assertThat(answer.headers().firstValue("request-id"))
                .isEqualTo(answer.headers().firstValue("x-request-id"));
    }

    @Test
    void simulator_answersStreamed() throws Exception {
        HttpResponse<String> answer = post(MESSAGES, streamed("simulator/echo"));

        List<String> types = types(InboundPairs.events(answer.body()));
        assertThat(types)
                .startsWith("message_start", "content_block_start", "content_block_delta")
                .endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(answer.body()).doesNotContain("[DONE]");
    }

    @Test
    void simulatedCutStream_endsInAnErrorEvent() throws Exception {
        HttpResponse<String> answer = post(MESSAGES, streamed("simulator/cut"));

        List<String> types = types(InboundPairs.events(answer.body()));
        assertThat(types).endsWith("content_block_delta", "error").doesNotContain("message_stop");
    }

    @Test
    void toolsOfAnthropicsOwn_areLeftOutBesideOthers() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(MESSAGES, messages("openai/m", """
            "top_k":5,"tools":[{"type":"web_search_20250305","name":"web_search"},\
            {"name":"t","input_schema":{"type":"object"}}],
            """));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).doesNotContain("web_search");
        assertThat(answer.headers().firstValue("x-serai-dropped-params")).contains("top_k, tools");
    }

    @Test
    void silence_isFilledWithPings() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hel"))
                .pause(900)
                .send(Answers.content("lo") + Answers.finish() + Answers.usage() + Answers.DONE)
                .end());

        HttpResponse<String> answer = post(MESSAGES, streamed("openai/m"));

        assertThat(answer.body())
                .contains("event: ping\ndata: {\"type\":\"ping\"}\n\n")
                .doesNotContain(": keep-alive");
        assertThat(types(InboundPairs.events(answer.body()))).endsWith("message_stop");
    }

    @Test
    void passedRequest_hasItsOwnHeadersAndNobodysKey() throws Exception {
        UPSTREAM.answer(Script.json(
                200,
                Answers.ANTHROPIC,
                "request-id: req_up",
                "anthropic-ratelimit-unified-status: allowed",
                "anthropic-ratelimit-input-tokens-remaining: 7"));

        HttpResponse<String> answer = post(
                MESSAGES + "?beta=true",
                messages("anthropic/claude-x"),
                "anthropic-version",
                "2026-10-21",
                "anthropic-beta",
                "one-2026-01-01",
                "anthropic-beta",
                "two-2026-01-01",
                "x-claude-code-session-id",
                "session-canary",
                "x-api-key",
                "caller-canary");

        assertThat(answer.body()).isEqualTo(Answers.ANTHROPIC);
        assertThat(UPSTREAM.last().path()).isEqualTo("/anthropic/v1/messages");
        assertThat(UPSTREAM.last().headers())
                .containsEntry("anthropic-version", "2026-10-21")
                .containsEntry("anthropic-beta", "one-2026-01-01,two-2026-01-01")
                .containsEntry("x-api-key", PROVIDER_KEY);
        assertThat(UPSTREAM.last().headers().toString()).doesNotContain("session-canary", "caller-canary");
        assertThat(answer.headers().firstValue("request-id")).contains("req_up");
        assertThat(answer.headers().firstValue("anthropic-ratelimit-input-tokens-remaining"))
                .contains("7");
        assertThat(answer.headers().map().keySet()).doesNotContain("anthropic-ratelimit-unified-status");
    }

    @Test
    void whatOnlyAnthropicKnows_passesToIt() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC));

        HttpResponse<String> answer = post(MESSAGES, """
            {"model":"anthropic/claude-x","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":\
            {"type":"file","file_id":"file_one"}},{"type":"of_tomorrow"}]}],"mcp_servers":[{"url":"u"}]}\
            """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).contains("file_one", "of_tomorrow", "mcp_servers");
    }

    @Test
    void passedStreamThatIsCut_endsInAnErrorEvent() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.anthropicStart("Hel")).end());

        HttpResponse<String> answer = post(MESSAGES, streamed("anthropic/claude-x"));

        assertThat(types(InboundPairs.events(answer.body())))
                .containsExactly("message_start", "content_block_start", "content_block_delta", "error");
    }

    @Test
    void count_isTheProvidersWhereItCounts() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"input_tokens\":42}"));

        HttpResponse<String> answer =
                post(MESSAGES + "/count_tokens", messages("anthropic/claude-x").replace("\"max_tokens\":99,", ""));

        assertThat(answer.body()).isEqualTo("{\"input_tokens\":42}");
        assertThat(UPSTREAM.last().path()).isEqualTo("/anthropic/v1/messages/count_tokens");
        assertThat(answer.headers().firstValue("x-serai-estimated")).isEmpty();
    }

    @Test
    void count_isEstimatedWhereNobodyCounts() throws Exception {
        HttpResponse<String> answer =
                post(MESSAGES + "/count_tokens?beta=true", messages("mistral/m").replace("\"max_tokens\":99,", ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("input_tokens").asInt()).isBetween(3, 12);
        assertThat(answer.headers().firstValue("x-serai-estimated")).contains("true");
    }

    private HttpResponse<String> counted(Script script) throws Exception {
        UPSTREAM.answer(script);
        return post(MESSAGES + "/count_tokens", messages("anthropic/claude-x").replace("\"max_tokens\":99,", ""));
    }

    @Timeout(60)
    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void count_isEstimatedWhereItIsNotServed(int status) throws Exception {
        HttpResponse<String> answer = counted(Script.json(status, "{}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-estimated")).contains("true");
    }

    @Timeout(60)
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 408, 429, 500, 502, 503, 529})
    void countThatFails_isTold(int status) throws Exception {
        HttpResponse<String> answer = counted(Script.json(status, "{\"type\":\"error\"}"));

        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        assertThat(json(answer).path("type").asText()).isEqualTo("error");
        assertThat(counted(Script.silent().reset()).statusCode()).isEqualTo(502);
    }

    private HttpResponse<String> getAsAnthropic(String path) throws Exception {
        return CLIENT.send(
                request(path).header("anthropic-version", "2023-06-01").build(), BodyHandlers.ofString());
    }

    @Test
    void models_areAsTheClientLooksForThem() throws Exception {
        JsonNode list = json(getAsAnthropic("/v1/models?limit=1"));

        assertThat(list.path("data")).hasSize(1);
        assertThat(list.at("/data/0/type").asText()).isEqualTo("model");
        assertThat(list.at("/data/0/created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(list.path("has_more").asBoolean()).isTrue();
        assertThat(list.path("first_id")).isEqualTo(list.at("/data/0/id"));
        JsonNode next = json(getAsAnthropic(
                "/v1/models?limit=1000&after_id=" + list.path("last_id").asText()));
        assertThat(next.path("data").findValuesAsText("id"))
                .doesNotContain(list.path("last_id").asText());
        assertThat(next.path("has_more").asBoolean()).isFalse();
        assertThat(json(get("/v1/models")).path("object").asText()).isEqualTo("list");
    }

    @Test
    void model_isAsTheClientLooksForIt() throws Exception {
        assertThat(json(getAsAnthropic("/v1/models/simulator/echo"))
                        .path("type")
                        .asText())
                .isEqualTo("model");
        assertError(getAsAnthropic("/v1/models/nobody"), 404, "not_found_error");
    }
}

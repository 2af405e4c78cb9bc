package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The Responses API beside what its golden files say: calls side by side, thoughts, passing, counts. */
class ResponsesTest extends ResponsesContract {

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static String call(int index, String head, String arguments) {
        return chunk(
                "{\"tool_calls\":[{\"index\":" + index + "," + head + "\"function\":{" + arguments + "}}]}", "null");
    }

    private ArrayNode asked(String body, String stream) throws Exception {
        UPSTREAM.answer(Script.stream().send(stream).end());
        HttpResponse<String> answer = post(RESPONSES, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return InboundPairs.events(answer.body());
    }

    @Test
    void simulator_answersWhole() throws Exception {
        HttpResponse<String> answer = post(RESPONSES, responses("simulator/echo"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("id").asText()).startsWith("resp_");
        assertThat(text(json(answer))).isNotBlank();
        assertThat(json(answer).at("/usage/output_tokens").asInt()).isPositive();
        assertThat(answer.headers().firstValue("x-serai-provider")).contains("simulator");
    }

    @Test
    void simulatedCutStream_failsAsAResponse() throws Exception {
        ArrayNode events =
                InboundPairs.events(post(RESPONSES, streamed("simulator/cut")).body());

        assertThat(types(events))
                .endsWith("response.output_text.delta", "response.failed")
                .doesNotContain("error");
        assertThat(last(events).at("/response/status").asText()).isEqualTo("failed");
        assertThat(last(events).at("/response/error/code").asText()).isEqualTo("server_error");
    }

    @Test
    void sequenceNumbers_countAllEvents() throws Exception {
        ArrayNode events =
                InboundPairs.events(post(RESPONSES, streamed("simulator/echo")).body());

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
        }
        assertThat(types(events))
                .startsWith("response.created", "response.in_progress")
                .endsWith("response.completed");
    }

    @Test
    void silence_isFilledWithComments() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hel"))
                .pause(900)
                .send(Answers.content("lo") + Answers.finish() + Answers.usage() + Answers.DONE)
                .end());

        HttpResponse<String> answer = post(RESPONSES, streamed("plain/m"));

        assertThat(answer.body()).contains(": keep-alive").doesNotContain("[DONE]");
        assertThat(types(InboundPairs.events(answer.body()))).endsWith("response.completed");
    }

    @Test
    void interleavedCalls_stayInterleaved() throws Exception {
        ArrayNode events = asked(
                responses("plain/m", "\"stream\":true,\"tools\":[{\"type\":\"function\",\"name\":\"a\"}],"),
                call(0, "\"id\":\"c0\",\"type\":\"function\",", "\"name\":\"a\",\"arguments\":\"{\\\"x\\\":\"")
                        + call(1, "\"id\":\"c1\",\"type\":\"function\",", "\"name\":\"a\",\"arguments\":\"{}\"")
                        + call(0, "", "\"arguments\":\"1}\"")
                        + chunk("{}", "\"tool_calls\"")
                        + Answers.DONE);

        assertThat(types(events))
                .containsSubsequence(
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done");
        JsonNode output = last(events).at("/response/output");
        assertThat(output.at("/0/arguments").asText()).isEqualTo("{\"x\":1}");
        assertThat(output.at("/1/arguments").asText()).isEqualTo("{}");
    }

    @Test
    void customTool_isStreamedAsOne() throws Exception {
        ArrayNode events = asked(
                responses("plain/m", "\"stream\":true,\"tools\":[{\"type\":\"custom\",\"name\":\"patch\"}],"),
                call(0, "\"id\":\"c0\",\"type\":\"function\",", "\"name\":\"patch\",\"arguments\":\"{\\\"input\\\":\"")
                        + call(0, "", "\"arguments\":\"\\\"*** Begin\\\"}\"")
                        + chunk("{}", "\"tool_calls\"")
                        + Answers.DONE);

        assertThat(types(events))
                .containsSubsequence(
                        "response.output_item.added",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.done",
                        "response.output_item.done")
                .doesNotContain("response.function_call_arguments.delta");
        JsonNode call = last(events).at("/response/output/0");
        assertThat(call.path("type").asText()).isEqualTo("custom_tool_call");
        assertThat(call.path("input").asText()).isEqualTo("*** Begin");
        assertThat(call.has("status")).isFalse();
    }

    @Test
    void refusalAfterText_isAnotherPartOfTheMessage() throws Exception {
        ArrayNode events = asked(
                streamed("plain/m"),
                chunk("{\"content\":\"Well, \"}", "null")
                        + chunk("{\"refusal\":\"no.\"}", "null")
                        + chunk("{}", "\"stop\"")
                        + Answers.DONE);

        assertThat(types(events)).containsSubsequence("response.output_text.done", "response.refusal.done");
        JsonNode output = last(events).at("/response/output");
        assertThat(output).hasSize(1);
        assertThat(output.at("/0/content/1/refusal").asText()).isEqualTo("no.");
    }

    @Test
    void signedThoughts_goRound() throws Exception {
        UPSTREAM.answer(Script.json(200, """
            {"id":"m","type":"message","role":"assistant","model":"claude","content":[\
            {"type":"thinking","thinking":"Hm.","signature":"sig-canary"},\
            {"type":"tool_use","id":"toolu_1","name":"t","input":{}}],\
            "stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":6}}\
            """));
        String tools =
                "\"reasoning\":{\"summary\":\"auto\"},\"store\":false,\"include\":[\"reasoning.encrypted_content\"],"
                        + "\"tools\":[{\"type\":\"function\",\"name\":\"t\",\"parameters\":{\"type\":\"object\"}}],";
        JsonNode first = json(post(RESPONSES, responses("anthropic/claude-x", tools)));
        JsonNode thought = first.at("/output/0");
        assertThat(thought.at("/summary/0/text").asText()).isEqualTo("Hm.");
        assertThat(thought.path("encrypted_content").asText()).isNotBlank().doesNotContain("sig-canary");

        ArrayNode input = Json.MAPPER.createArrayNode();
        input.addObject().put("role", "user").put("content", "Hello");
        first.path("output").forEach(input::add);
        input.addObject()
                .put("type", "function_call_output")
                .put("call_id", "toolu_1")
                .put("output", "done");
        post(RESPONSES, responses("anthropic/claude-x", tools).replace("\"input\":\"Hello\"", "\"input\":" + input));

        JsonNode sent = Json.parse(UPSTREAM.last().body()).at("/messages/1/content");
        assertThat(sent.at("/0/signature").asText()).as(sent.toString()).isEqualTo("sig-canary");
        assertThat(sent.at("/1/id").asText()).isEqualTo("toolu_1");
    }

    @Test
    void hostedTools_areLeftOutBesideOthers() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(
                RESPONSES,
                responses("plain/m", "\"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"t\"}],"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).doesNotContain("web_search");
        assertThat(answer.headers().firstValue("x-serai-dropped-params")).contains("tools");
    }

    @Test
    void count_isTheProvidersWhereItCounts() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"object\":\"response.input_tokens\",\"input_tokens\":42}"));

        HttpResponse<String> answer = post(RESPONSES + "/input_tokens", responses("openai/m"));

        assertThat(json(answer).path("input_tokens").asInt()).as(answer.body()).isEqualTo(42);
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/responses/input_tokens");
    }

    @Test
    void count_isEstimatedWhereNobodyCounts() throws Exception {
        HttpResponse<String> answer = post(RESPONSES + "/input_tokens", responses("mistral/m"));

        assertThat(json(answer).path("object").asText()).as(answer.body()).isEqualTo("response.input_tokens");
        assertThat(json(answer).path("input_tokens").asInt()).isBetween(3, 12);
        assertThat(answer.headers().firstValue("x-serai-estimated")).contains("true");
    }
}

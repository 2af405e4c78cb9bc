package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Responses to providers that speak that API: requests and answers pass, and are read on the way. */
class ResponsesPassedTest extends ResponsesContract {

    @Test
    void requestToOpenAi_passesAsItCame() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID));

        HttpResponse<String> answer = post(RESPONSES, """
            {"input":[{"type":"of_tomorrow"}],"tools":[{"type":"mcp","server_label":"s"}],"model":"openai/m","store":false}\
            """);

        assertThat(answer.body()).isEqualTo(SAID);
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/responses");
        assertThat(UPSTREAM.last().text()).isEqualTo("""
            {"input":[{"type":"of_tomorrow"}],"tools":[{"type":"mcp","server_label":"s"}],"model":"m","store":false}\
            """);
    }

    @Test
    void streamOfAzure_passesAsItCame() throws Exception {
        UPSTREAM.answer(Script.stream().send(said("Hi")).end());

        HttpResponse<String> answer = post(RESPONSES, streamed("azure/m"));

        assertThat(answer.body()).isEqualTo(said("Hi"));
        assertThat(UPSTREAM.last().path()).endsWith("/openai/v1/responses");
    }

    @Test
    void passedStreamThatIsCut_failsAsTheProvidersResponse() throws Exception {
        UPSTREAM.answer(Script.stream().send(saidStart("Hi")).end());

        ArrayNode events =
                InboundPairs.events(post(RESPONSES, streamed("openai/m")).body());

        assertThat(types(events))
                .containsExactly(
                        "response.created",
                        "response.output_item.added",
                        "response.output_text.delta",
                        "response.failed");
        assertThat(last(events).at("/response/id").asText()).isEqualTo("resp_up");
        assertThat(last(events).path("sequence_number").asInt()).isEqualTo(3);
    }

    @Test
    void failureThatPasses_isOnRecordAsOne() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(saidStart("Hi") + event("response.failed", 3, """
                            "response":{"id":"resp_up","status":"failed","output":[],"error":{"code":"server_error",\
                            "message":"Down"}}"""))
                .end());

        HttpResponse<String> answer = post(RESPONSES, streamed("openai/m"));

        assertThat(types(InboundPairs.events(answer.body()))).endsWith("response.failed");
        JsonNode record = record(answer);
        assertThat(record.path("error").asText()).as(record.toString()).isNotEmpty();
    }

    @Test
    void usageOfPassedAnswers_isOnRecord() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID));

        JsonNode record = record(post(RESPONSES, responses("openai/m")));

        assertThat(record.path("promptTokens").asInt()).as(record.toString()).isEqualTo(543);
        assertThat(record.path("completionTokens").asInt()).isEqualTo(6);
        assertThat(record.path("cachedTokens").asInt()).isEqualTo(500);
    }

    @Test
    void usageOfPassedStreams_isOnRecord() throws Exception {
        UPSTREAM.answer(Script.stream().send(said("Hi")).end());

        JsonNode record = record(post(RESPONSES, streamed("openai/m")));

        assertThat(record.path("promptTokens").asInt()).as(record.toString()).isEqualTo(543);
        assertThat(record.path("completionTokens").asInt()).isEqualTo(6);
    }
}

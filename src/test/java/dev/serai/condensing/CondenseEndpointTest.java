package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation condensed without its model being asked. */
@Timeout(60)
class CondenseEndpointTest extends CondensingGatewayTest {

    @Test
    void condenseEndpoint_givesTheMessagesBack() throws Exception {
        answers();

        HttpResponse<String> answer =
                post("/v1/context/condense", fresh("summed").toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = json(answer);
        assertThat(body.path("tokens_before").asInt()).isGreaterThan(3000);
        assertThat(body.path("tokens_after").asInt()).isLessThan(2000);
        assertThat(body.at("/messages/1/content").asText()).endsWith("They talked");
        assertThat(condensed(answer))
                .isEqualTo(body.get("tokens_before").asText() + "->"
                        + body.get("tokens_after").asText() + " tokens");
        assertThat(asked("openai")).isEmpty();
    }

    @Test
    void condenseEndpoint_leavesWhatFits() throws Exception {
        answers();
        ObjectNode talk = talk("summed", 1, 10);

        HttpResponse<String> answer = post("/v1/context/condense", talk.toString());

        assertThat(json(answer).get("messages")).isEqualTo(talk.get("messages"));
        assertThat(json(answer).get("tokens_before")).isEqualTo(json(answer).get("tokens_after"));
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void condenseEndpoint_cutsWhereItMay_andSaysWhatItDoesNotKnow() throws Exception {
        answers();

        HttpResponse<String> cut = post(
                "/v1/context/condense",
                fresh("summed").put("truncation", "auto").toString());
        HttpResponse<String> unknown =
                post("/v1/context/condense", fresh("unknown").toString());

        assertThat(json(cut).get("messages").toString()).doesNotContain("question 0");
        assertThat(UPSTREAM.received()).isEmpty();
        assertRefused(unknown, 400, "context_window_unknown");
    }
}

package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Responses that are kept: asked for again, gone on from, deleted, and never another project's. */
class ResponsesKeptTest extends ResponsesContract {

    private HttpResponse<String> delete(String id) throws Exception {
        return CLIENT.send(request(RESPONSES + "/" + id).DELETE().build(), BodyHandlers.ofString());
    }

    @Test
    void response_isThereAgain() throws Exception {
        JsonNode given = asked("simulator/echo");

        assertThat(json(get(RESPONSES + "/" + given.path("id").asText()))).isEqualTo(given);
    }

    @Test
    void streamedResponse_isThereAgain() throws Exception {
        ArrayNode events =
                InboundPairs.events(post(RESPONSES, streamed("simulator/echo")).body());
        JsonNode given = events.get(events.size() - 1).path("response");

        assertThat(json(get(RESPONSES + "/" + given.path("id").asText()))).isEqualTo(given);
    }

    @Test
    void unstoredResponse_isNotThere() throws Exception {
        String id = id("simulator/echo", "\"store\":false,");

        assertError(get(RESPONSES + "/" + id), 404, "response_not_found", null);
        assertError(get(RESPONSES + "/" + id + "/input_items"), 404, "response_not_found", null);
        assertError(
                post(RESPONSES, responses("simulator/echo", previous(id))),
                400,
                "previous_response_not_found",
                "previous_response_id");
    }

    @Test
    void deletedResponse_isGone() throws Exception {
        String id = id("simulator/echo");

        HttpResponse<String> deleted = delete(id);

        assertThat(json(deleted))
                .isEqualTo(Json.MAPPER.readTree("{\"id\":\"" + id + "\",\"object\":\"response\",\"deleted\":true}"));
        assertError(get(RESPONSES + "/" + id), 404, "response_not_found", null);
        assertError(delete(id), 404, "response_not_found", null);
    }

    @Test
    void deletedResponse_isGoneAtItsProviderToo() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID.replace("resp_up", "resp_of_openai")));
        String id = id("openai/m");
        List<Received> asked = new CopyOnWriteArrayList<>();
        UPSTREAM.answerAll(request -> {
            asked.add(request);
            return Script.json(200, "{\"id\":\"resp_of_openai\",\"object\":\"response\",\"deleted\":true}");
        });

        HttpResponse<String> deleted = delete(id);

        assertThat(json(deleted).path("deleted").asBoolean()).as(deleted.body()).isTrue();
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).method()).isEqualTo("DELETE");
        assertThat(asked.get(0).path()).isEqualTo("/openai/responses/resp_of_openai");
        assertThat(asked.get(0).headers().get("authorization")).startsWith("Bearer ");
        assertError(get(RESPONSES + "/" + id), 404, "response_not_found", null);
        assertThat(record(deleted).path("provider").asText()).isEqualTo("openai");
    }

    @Test
    void responseThatItsProviderDoesNotDelete_isStillThere() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID.replace("resp_up", "resp_stays")));
        String id = id("openai/m");
        UPSTREAM.answerAll(request -> Script.json(500, "{}"));

        assertThat(delete(id).statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(get(RESPONSES + "/" + id).statusCode()).isEqualTo(200);

        UPSTREAM.answerAll(request -> Script.json(404, "{\"error\":{\"message\":\"No such response\"}}"));
        assertThat(delete(id).statusCode()).isEqualTo(200);
        assertError(get(RESPONSES + "/" + id), 404, "response_not_found", null);
    }

    @Test
    void inputItems_comeInPages() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String first = id("plain/m");
        String second = id("plain/m", previous(first), "\"instructions\":\"Brief.\",");

        JsonNode all = json(get(RESPONSES + "/" + second + "/input_items?order=asc"));
        assertThat(all.path("data")).hasSize(3);
        assertThat(all.at("/data/0/content/0/text").asText()).isEqualTo("Hello");
        assertThat(all.at("/data/1/role").asText()).isEqualTo("assistant");
        JsonNode page = json(get(RESPONSES + "/" + second + "/input_items?limit=2"));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(page.path("first_id")).isEqualTo(all.path("last_id"));
        JsonNode rest = json(get(RESPONSES + "/" + second + "/input_items?limit=2&after="
                + page.path("last_id").asText()));
        assertThat(rest.path("data")).hasSize(1);
        assertThat(rest.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void failedAnswer_isThereAgain() throws Exception {
        ArrayNode events =
                InboundPairs.events(post(RESPONSES, streamed("simulator/cut")).body());
        String id = events.get(0).at("/response/id").asText();

        assertThat(json(get(RESPONSES + "/" + id)).path("status").asText()).isEqualTo("failed");
    }
}

package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Responses that are promised at once and made afterwards. */
class ResponsesBackgroundTest extends ResponsesContract {

    private JsonNode ended(String id) throws Exception {
        for (int i = 0; i < 500; i++) {
            JsonNode response = json(get(RESPONSES + "/" + id));
            if (!response.path("status").asText().matches("queued|in_progress")) {
                return response;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(id + " is not made");
    }

    private HttpResponse<String> cancel(String id) throws Exception {
        return post(RESPONSES + "/" + id + "/cancel", "");
    }

    @Test
    void background_isAnsweredLater() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        JsonNode promise = asked("plain/m", "\"background\":true,");

        assertThat(promise.path("status").asText()).isEqualTo("queued");
        JsonNode response = ended(promise.path("id").asText());
        assertThat(response.path("status").asText()).as(response.toString()).isEqualTo("completed");
        assertThat(response.path("background").asBoolean()).isTrue();
        assertThat(response.path("id")).isEqualTo(promise.path("id"));
        assertThat(text(response)).isEqualTo("Hi");
    }

    @Test
    void backgroundAtAProviderThatKeepsResponses_isOurs() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID));

        String id = id("openai/m", "\"background\":true,");

        assertThat(text(ended(id))).isEqualTo("Hi");
        assertThat(UPSTREAM.last().text()).doesNotContain("background");
    }

    @Test
    void backgroundThatFails_isAFailedResponse() throws Exception {
        JsonNode response = ended(id("simulator/500", "\"background\":true,"));

        assertThat(response.path("status").asText()).isEqualTo("failed");
        assertThat(response.at("/error/code").asText()).isEqualTo("server_error");
    }

    /** What no chat can say is just what takes long. */
    @Test
    void backgroundWithToolsOfTheProvider_isAnsweredLater() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID));

        JsonNode response =
                ended(id("openai/m", "\"background\":true,\"tools\":[{\"type\":\"mcp\",\"server_label\":\"s\"}],"));

        assertThat(response.path("status").asText()).as(response.toString()).isEqualTo("completed");
        assertThat(text(response)).isEqualTo("Hi");
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/responses");
    }

    @Test
    void backgroundOfAModelThatIsNotThere_isRefusedAtOnce() throws Exception {
        assertError(post(RESPONSES, responses("no-such-model", "\"background\":true,")), 404, "model_not_found", null);
    }

    @Test
    void cancelledBackground_staysCancelled() throws Exception {
        UPSTREAM.answer(Script.silent().stall(5));
        String id = id("plain/m", "\"background\":true,");

        assertThat(json(cancel(id)).path("status").asText()).isEqualTo("cancelled");

        assertThat(ended(id).path("status").asText()).isEqualTo("cancelled");
        assertThat(cancel(id).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotMadeInTheBackground_cannotBeCancelled() throws Exception {
        assertError(cancel(id("simulator/echo")), 400, null, null);
        assertError(cancel("resp_unknown"), 404, "response_not_found", null);
    }

    @Test
    void backgroundWithoutStore_isRefused() throws Exception {
        String background = "\"background\":true,";
        assertError(
                post(RESPONSES, responses("simulator/echo", background, "\"store\":false,")), 400, null, "background");
    }
}

package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are gone on from: what was said is remembered, for whoever answers next, and for its own project alone. */
class ResponsesHistoryTest extends ResponsesContract {

    @Test
    void goingOn_saysAllThatWasSaid() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String first = id("plain/m", "\"instructions\":\"Old.\",");
        String second = id("plain/m", previous(first));

        asked("plain/m", previous(second), "\"instructions\":\"New.\",");

        JsonNode messages = Json.parse(UPSTREAM.last().body()).path("messages");
        assertThat(messages.findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "user", "assistant", "user");
        assertThat(messages.toString()).contains("New.").doesNotContain("Old.");
    }

    @Test
    void goldenHistory_isGoneOnFrom() throws Exception {
        var pair = InboundPairs.of("responses", "responses")
                .filter(it -> it.name().equals("previous_response"))
                .findFirst()
                .orElseThrow();
        ArrayNode history = (ArrayNode) pair.json("history", "json");
        JsonNode said = history.remove(2);
        history.remove(1);
        UPSTREAM.answer(Script.json(
                200, Answers.WHOLE.replace("\"Hi\"", said.at("/content/0/text").toString())));
        ObjectNode first = Json.MAPPER.createObjectNode().put("model", "plain/some-model");
        first.set("input", history);
        String id = json(post(RESPONSES, first.toString())).path("id").asText();

        ObjectNode asked = pair.asked().put("model", "plain/some-model").put("previous_response_id", id);
        post(RESPONSES, asked.toString());

        assertThat(Json.parse(UPSTREAM.last().body())).isEqualTo(pair.json("provider"));
    }

    @Test
    void namedItem_isTheOneThatWasGiven() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String item = asked("plain/m").at("/output/0/id").asText();

        post(RESPONSES, """
            {"model":"plain/m","input":[{"type":"item_reference","id":"%s"},{"role":"user","content":"And?"}]}\
            """.formatted(item));

        JsonNode messages = Json.parse(UPSTREAM.last().body()).path("messages");
        assertThat(messages.at("/0/role").asText()).isEqualTo("assistant");
        assertThat(messages.at("/0/content").asText()).isEqualTo("Hi");
    }

    /** As the AI SDK goes on. */
    @Test
    void itemsNamedAtTheProviderThatKeepsThem_pass() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID.replace("msg_up", "msg_there")));
        asked("openai/m");
        String named = """
            {"model":"openai/m","input":[{"type":"item_reference","id":"msg_there"},{"role":"user","content":"And?"}]}\
            """;

        assertThat(post(RESPONSES, named).statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).isEqualTo(named.replace("openai/m", "m"));
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        post(RESPONSES, named.replace("openai/m", "plain/m"));
        assertThat(Json.parse(UPSTREAM.last().body()).at("/messages/0/content").asText())
                .isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"item_reference\",\"id\":\"msg_of_nobody\"}",
                "{\"type\":\"item\\u005freference\",\"id\":\"msg_of_nobody\"}",
                "{\"type\":null,\"\\u0069d\":\"msg_of_nobody\"}",
                "{\"id\":\"msg_of_nobody\"}"
            })
    void itemThatIsNotTheirs_isNone(String item) throws Exception {
        String named = "{\"model\":\"openai/m\",\"input\":[" + item + "]}";

        assertError(post(RESPONSES, named), 400, "item_not_found", "input[0].id");
        assertError(post(RESPONSES + "/input_tokens", named), 400, "item_not_found", "input[0].id");
    }

    @Test
    void previousResponseThatIsNotTheirs_isNotCounted() throws Exception {
        assertError(
                post(RESPONSES + "/input_tokens", responses("openai/m", previous("resp_of_nobody"))),
                400,
                "previous_response_not_found",
                "previous_response_id");
    }

    @Test
    void countOfWhatGoesOn_countsAllThatWasSaid() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String id = id("plain/m");
        UPSTREAM.answer(Script.json(200, "{\"object\":\"response.input_tokens\",\"input_tokens\":42}"));

        post(RESPONSES + "/input_tokens", responses("openai/m", previous(id)));

        JsonNode sent = Json.parse(UPSTREAM.last().body());
        assertThat(sent.has("previous_response_id")).isFalse();
        assertThat(sent.path("input").findValuesAsText("role")).containsExactly("user", "assistant", "user");
    }

    @Test
    void goingOnAtTheProviderThatKeepsIt_passes() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID.replace("resp_up", "resp_kept_there")));
        String id = id("openai/m");

        asked("openai/m", previous(id));

        assertThat(UPSTREAM.last().text()).contains("\"previous_response_id\":\"resp_kept_there\"");
    }

    @Test
    void goingOnElsewhere_saysAllThatWasSaid() throws Exception {
        UPSTREAM.answer(Script.json(200, SAID.replace("resp_up", "resp_kept_elsewhere")));
        String id = id("openai/m");

        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        asked("plain/m", previous(id));
        assertThat(Json.parse(UPSTREAM.last().body()).path("messages").findValuesAsText("content"))
                .containsExactly("Hello", "Hi", "Hello");
    }

    @Test
    void goingOnAtAProviderThatDoesNotKeepIt_saysAllThatWasSaid() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String id = id("plain/m");

        UPSTREAM.answer(Script.json(200, SAID));
        asked("openai/m", previous(id));

        JsonNode sent = Json.parse(UPSTREAM.last().body());
        assertThat(sent.has("previous_response_id")).isFalse();
        assertThat(sent.path("input").findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(sent.path("input").findValues("id")).isEmpty();
    }
}

package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.serai.support.EventReader;
import dev.serai.support.GatewayTest;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The cases of the compliance suite of Open Responses that need no vendor, over a provider that knows chats alone. Each answer
 * and each event has the fields that the specification requires, and is one of the types of OpenAI's own client.
 *
 * @see <a href="https://www.openresponses.org/compliance">the cases</a>
 * @see <a href="https://www.openresponses.org/reference">the fields</a>
 */
class OpenResponsesTest extends GatewayTest {

    private static final List<String> OF_A_RESPONSE = words("""
            id object created_at completed_at status incomplete_details model previous_response_id instructions output error
            tools tool_choice truncation parallel_tool_calls text top_p presence_penalty frequency_penalty top_logprobs
            temperature reasoning user usage max_output_tokens max_tool_calls store background service_tier metadata
            safety_identifier prompt_cache_key""");

    /** By the type of an item or a part. */
    private static final Map<String, List<String>> OF_ITEMS = Map.of(
            "message", words("type id status role content"),
            "function_call", words("type id call_id name arguments status"),
            "output_text", words("type text annotations logprobs"));

    /** By the type of an event, beside the type and the number. */
    private static final Map<String, List<String>> OF_EVENTS = Map.of(
            "response.created", words("response"),
            "response.in_progress", words("response"),
            "response.completed", words("response"),
            "response.output_item.added", words("output_index item"),
            "response.output_item.done", words("output_index item"),
            "response.content_part.added", words("item_id output_index content_index part"),
            "response.content_part.done", words("item_id output_index content_index part"),
            "response.output_text.delta", words("item_id output_index content_index delta logprobs"),
            "response.output_text.done", words("item_id output_index content_index text logprobs"));

    private static final String WEATHER = """
            "tools":[{"type":"function","name":"get_weather","description":"Get the weather","parameters":{"type":"object",\
            "properties":{"location":{"type":"string"}},"required":["location"]}}],""";

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static String message(String role, String content) {
        return "{\"type\":\"message\",\"role\":\"" + role + "\",\"content\":" + content + "}";
    }

    private static void assertHas(JsonNode object, List<String> fields) {
        for (String field : fields) {
            assertThat(object.has(field)).as("%s in %s", field, object).isTrue();
        }
    }

    private static void assertResponse(JsonNode response) throws Exception {
        assertHas(response, OF_A_RESPONSE);
        assertThat(response.path("object").asText()).isEqualTo("response");
        for (String number : words("created_at top_p presence_penalty frequency_penalty top_logprobs temperature")) {
            assertThat(response.path(number).isNumber()).as(number).isTrue();
        }
        for (JsonNode item : response.path("output")) {
            assertItem(item);
        }
        ObjectMappers.jsonMapper()
                .readValue(response.toString(), Response.class)
                .validate();
    }

    private static void assertItem(JsonNode item) {
        assertThat(OF_ITEMS).containsKey(item.path("type").asText());
        assertHas(item, OF_ITEMS.get(item.path("type").asText()));
        item.path("content").forEach(OpenResponsesTest::assertItem);
    }

    /** A whole answer to input items, with other members of the request before them. */
    private JsonNode answered(String members, String... items) throws Exception {
        HttpResponse<String> answer = post("/v1/responses", request(members, items));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode response = json(answer);
        assertResponse(response);
        assertThat(response.path("output")).isNotEmpty();
        assertThat(response.path("status").asText()).isEqualTo("completed");
        return response;
    }

    private static String request(String members, String... items) {
        return "{\"model\":\"simulator/echo\"," + members + "\"input\":[" + String.join(",", items) + "]}";
    }

    private static JsonNode onlyCall(JsonNode response) {
        assertThat(response.path("output")).hasSize(1);
        assertThat(response.at("/output/0/type").asText()).isEqualTo("function_call");
        return response.at("/output/0");
    }

    @Test
    void basicText_isAnswered() throws Exception {
        answered("\"stream\":false,", message("user", "\"Say hello in exactly 3 words.\""));
    }

    @Test
    void stream_isOfEventsThatAreKnown_andEndsWithTheAnswer() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (EventReader reader =
                open("/v1/responses", request("\"stream\":true,", message("user", "\"Count from 1 to 5.\"")))) {
            for (String event = reader.next(); event != null; event = reader.next()) {
                JsonNode data =
                        Json.parse(event.substring(event.indexOf("data: ") + 6).getBytes(StandardCharsets.UTF_8));
                assertThat(event).startsWith("event: " + data.path("type").asText() + "\n");
                events.add(data);
            }
        }

        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            assertThat(OF_EVENTS).containsKey(event.path("type").asText());
            assertHas(event, OF_EVENTS.get(event.path("type").asText()));
            assertThat(event.path("sequence_number").asInt(-1)).isEqualTo(i);
            ObjectMappers.jsonMapper()
                    .readValue(event.toString(), ResponseStreamEvent.class)
                    .validate();
        }
        JsonNode response = events.get(events.size() - 1).path("response");
        assertResponse(response);
        assertThat(response.path("status").asText()).isEqualTo("completed");
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.path("delta").asText("")));
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo(text.toString());
    }

    @Test
    void systemPrompt_isTaken() throws Exception {
        answered("", message("system", "\"You are a pirate.\""), message("user", "\"Say hello.\""));
    }

    @Test
    void tool_isCalled_andItsResultTaken() throws Exception {
        String question = message("user", "\"What's the weather like in San Francisco?\"");
        JsonNode asked = answered(WEATHER, question);
        JsonNode call = onlyCall(asked);
        assertThat(call.path("name").asText()).isEqualTo("get_weather");
        assertThat(Json.parse(call.path("arguments").asText().getBytes(StandardCharsets.UTF_8))
                        .has("location"))
                .isTrue();
        onlyCall(answered(WEATHER + "\"tool_choice\":{\"type\":\"function\",\"name\":\"get_weather\"},", question));

        String result = "{\"type\":\"function_call_output\",\"call_id\":" + call.path("call_id")
                + ",\"output\":\"{\\\"temperature\\\":18}\"}";
        JsonNode end = answered(WEATHER + "\"previous_response_id\":" + asked.path("id") + ",", result);
        assertThat(end.at("/output/0/type").asText()).isEqualTo("message");
        assertThat(end.path("previous_response_id")).isEqualTo(asked.path("id"));
        assertThat(answered(WEATHER, question, call.toString(), result)
                        .at("/output/0/type")
                        .asText())
                .isEqualTo("message");
    }

    @Test
    void image_isTaken() throws Exception {
        answered(
                "",
                message(
                        "user",
                        "[{\"type\":\"input_text\",\"text\":\"What is this?\"},"
                                + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"}]"));
    }

    @Test
    void file_isTaken() throws Exception {
        answered(
                "",
                message(
                        "user",
                        "[{\"type\":\"input_text\",\"text\":\"What is in it?\"},"
                                + "{\"type\":\"input_file\",\"filename\":\"a.pdf\","
                                + "\"file_data\":\"data:application/pdf;base64,JVBERi0=\"}]"));
    }

    @Test
    void severalTurns_areTaken_givenOrRemembered() throws Exception {
        String name = message("user", "\"My name is Alice.\"");
        String and = message("user", "\"What is my name?\"");
        answered("", name, message("assistant", "\"Hello Alice!\""), and);

        JsonNode first = answered("", name);
        JsonNode second = answered("\"previous_response_id\":" + first.path("id") + ",", and);
        assertThat(second.path("previous_response_id")).isEqualTo(first.path("id"));
        assertThat(second.at("/usage/input_tokens").asInt())
                .isGreaterThan(first.at("/usage/input_tokens").asInt());
    }
}

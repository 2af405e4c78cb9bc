package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.GatewayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.test.context.ContextConfiguration;

/** A client of the Responses API in front of the gateway. */
@ContextConfiguration(initializers = ResponsesGateway.class)
abstract class ResponsesContract extends GatewayTest {

    static final String RESPONSES = "/v1/responses";

    /** A Response as OpenAI gives it. */
    static final String SAID = """
            {"id":"resp_up","object":"response","created_at":1700000000,"status":"completed","error":null,\
            "incomplete_details":null,"model":"m","output":[{"type":"message","id":"msg_up","role":"assistant",\
            "status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}],\
            "usage":{"input_tokens":543,"input_tokens_details":{"cached_tokens":500},"output_tokens":6,\
            "output_tokens_details":{"reasoning_tokens":2},"total_tokens":549}}\
            """;

    /** A request, without what is given of its members. */
    static String responses(String model, String... members) {
        return "{\"model\":\"" + model + "\"," + String.join("", members) + "\"input\":\"Hello\"}";
    }

    static String streamed(String model) {
        return responses(model, "\"stream\":true,");
    }

    static List<String> types(ArrayNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
    }

    /** The events of OpenAI's own stream of a text. */
    static String said(String text) {
        return saidStart(text) + saidEnd(text);
    }

    static String saidStart(String text) {
        return event(
                        "response.created",
                        0,
                        "\"response\":{\"id\":\"resp_up\",\"status\":\"in_progress\",\"output\":[],\"model\":\"m\"}")
                + event("response.output_item.added", 1, """
                    "output_index":0,"item":{"type":"message","id":"msg_up","role":"assistant","content":[]}""")
                + event("response.output_text.delta", 2, """
                    "item_id":"msg_up","output_index":0,"content_index":0,"logprobs":[],"delta":"%s\"""".formatted(text));
    }

    static String saidEnd(String text) {
        return event("response.completed", 3, "\"response\":" + SAID.replace("\"Hi\"", "\"" + text + "\""));
    }

    static String event(String type, int number, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + "," + members
                + "}\n\n";
    }

    static String text(JsonNode response) {
        return response.at("/output/0/content/0/text").asText();
    }

    JsonNode asked(String model, String... members) throws Exception {
        HttpResponse<String> answer = post(RESPONSES, responses(model, members));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    String id(String model, String... members) throws Exception {
        return asked(model, members).path("id").asText();
    }

    static String previous(String id) {
        return "\"previous_response_id\":\"" + id + "\",";
    }

    /** What is on record of an answer. */
    JsonNode record(HttpResponse<String> answer) throws Exception {
        return recordOf(answer.headers().firstValue("x-request-id").orElseThrow());
    }

    static JsonNode last(ArrayNode events) {
        return events.get(events.size() - 1);
    }

    static void assertError(HttpResponse<String> answer, int status, String code, String param) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(error(answer).path("message").asText()).as(answer.body()).isNotBlank();
        assertThat(error(answer).path("type").asText()).isNotBlank();
        assertThat(error(answer).has("code") && error(answer).has("param")).isTrue();
        if (code != null) {
            assertThat(error(answer).path("code").asText()).as(answer.body()).isEqualTo(code);
        }
        if (param != null) {
            assertThat(error(answer).path("param").asText()).as(answer.body()).isEqualTo(param);
        }
    }
}

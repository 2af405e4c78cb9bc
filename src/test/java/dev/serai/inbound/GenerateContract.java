package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.GatewayTest;
import java.net.http.HttpResponse;

/** A client of Gemini's API in front of the gateway. */
abstract class GenerateContract extends GatewayTest {

    static final String HELLO = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";

    static String whole(String model) {
        return "/v1beta/models/" + model + ":generateContent";
    }

    static String streamed(String model) {
        return "/v1beta/models/" + model + ":streamGenerateContent?alt=sse";
    }

    static String text(JsonNode answer) {
        return answer.at("/candidates/0/content/parts/0/text").asText();
    }

    static String text(ArrayNode events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(text(event)));
        return text.toString();
    }

    static JsonNode last(ArrayNode events) {
        return events.get(events.size() - 1);
    }

    static void assertError(HttpResponse<String> answer, int status, String word) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        JsonNode error = error(answer);
        assertThat(error.path("code").asInt()).as(answer.body()).isEqualTo(status);
        assertThat(error.path("status").asText()).isEqualTo(word);
        assertThat(error.path("message").asText()).isNotBlank();
    }

    /** What is on record of an answered request. */
    JsonNode record(HttpResponse<String> answer) throws Exception {
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        for (int i = 0; i < 200; i++) {
            for (JsonNode record : json(get("/manage/usage/records?limit=50")).path("data")) {
                if (record.path("requestId").asText().equals(id)) {
                    return record;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nothing is on record of " + id);
    }
}

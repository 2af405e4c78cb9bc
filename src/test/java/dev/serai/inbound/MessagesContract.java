package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.GatewayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;

/** A client of the Messages API in front of the gateway. */
abstract class MessagesContract extends GatewayTest {

    static final String MESSAGES = "/v1/messages";

    static String messages(String model, String... members) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":99," + String.join("", members)
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    static String streamed(String model) {
        return messages(model, "\"stream\":true,");
    }

    static List<String> types(ArrayNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
    }

    static void assertError(HttpResponse<String> answer, int status, String type) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        JsonNode body = json(answer);
        assertThat(body.path("type").asText()).as(answer.body()).isEqualTo("error");
        assertThat(body.path("error").path("type").asText()).isEqualTo(type);
        assertThat(body.path("error").path("message").asText()).isNotBlank();
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        assertThat(body.path("request_id").asText()).isEqualTo(id);
        assertThat(answer.headers().firstValue("request-id")).contains(id);
    }
}

package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A request for the rest of an answer. */
class ContinuingTest {

    private static JsonNode continued(String request, String sent) throws Exception {
        return RequestScanner.scan("chat", request.getBytes(StandardCharsets.UTF_8))
                .continuing(sent, 1, Memory.UNCOUNTED)
                .members()
                .tree();
    }

    @Test
    void whatWasSent_isTheLastMessage() throws Exception {
        JsonNode request =
                continued("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"[Hi]\"} ]}", "Hello you ");

        assertThat(request.path("messages")).hasSize(2);
        assertThat(request.at("/messages/0/content").asText()).isEqualTo("[Hi]");
        assertThat(request.at("/messages/1/role").asText()).isEqualTo("assistant");
        assertThat(request.at("/messages/1/content").asText()).isEqualTo("Hello you");
        assertThat(request.has("max_tokens")).isFalse();
    }

    @Test
    void limitOfTokens_isForAllOfTheAnswer() throws Exception {
        String request = "{\"model\":\"m\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(continued(request.formatted(10), "Hello").path("max_tokens").asInt())
                .isEqualTo(9);
        assertThat(continued(request.formatted(1), "Hello").path("max_tokens").asInt())
                .isEqualTo(1);
    }
}

package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.inbound.InboundPairs.Pair;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Whatever requests, answers and events say: clients of Messages get an answer or an error of that API. */
class MessagesFuzzTest extends FuzzContract {

    static Stream<Pair> requests() throws IOException {
        return pairs("messages", "anthropic", "request");
    }

    static Stream<Pair> responses() throws IOException {
        return pairs("messages", "anthropic", "response");
    }

    static Stream<Pair> streams() throws IOException {
        return pairs("messages", "anthropic", "stream");
    }

    @Override
    String path() {
        return "/v1/messages";
    }

    @Override
    void assertTold(int status, JsonNode answer, String what) {
        assertThat(answer.path("type").asText()).as(what).isEqualTo(status == 200 ? "message" : "error");
    }

    @Override
    List<String> ends() {
        return List.of("message_stop", "error");
    }
}

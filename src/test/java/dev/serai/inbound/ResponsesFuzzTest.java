package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.inbound.InboundPairs.Pair;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.test.context.ContextConfiguration;

/** Whatever requests, answers and events say: clients of Responses get an answer or an error of that API. */
@ContextConfiguration(initializers = ResponsesGateway.class)
class ResponsesFuzzTest extends FuzzContract {

    static Stream<Pair> requests() throws IOException {
        return pairs("responses", "responses", "request")
                .filter(it -> !it.name().startsWith("previous"));
    }

    static Stream<Pair> responses() throws IOException {
        return pairs("responses", "responses", "response");
    }

    static Stream<Pair> streams() throws IOException {
        return pairs("responses", "responses", "stream");
    }

    @Override
    String path() {
        return "/v1/responses";
    }

    @Override
    String model() {
        return "plain/m";
    }

    @Override
    void assertTold(int status, JsonNode answer, String what) {
        if (status == 200) {
            assertThat(answer.path("object").asText()).as(what).isEqualTo("response");
            assertThat(answer.path("output").isArray()).as(what).isTrue();
        } else {
            assertThat(answer.path("error").path("message").asText()).as(what).isNotBlank();
        }
    }

    @Override
    List<String> ends() {
        return List.of("response.completed", "response.incomplete", "response.failed");
    }
}

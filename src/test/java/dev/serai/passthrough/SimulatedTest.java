package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.TokenRegistry;
import java.net.http.HttpResponse;

/** A gateway whose caller has things kept by the simulator. */
abstract class SimulatedTest extends PassTest {

    TokenRegistry.Issued caller;

    JsonNode said(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = ask(caller, method, path, body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return json(answer);
    }

    JsonNode made(String path, String body) throws Exception {
        return said("POST", path, body);
    }

    static String id(JsonNode made) {
        return made.path("id").asText();
    }
}

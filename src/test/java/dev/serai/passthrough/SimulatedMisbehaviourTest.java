package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has no model goes wrong on request, too: by a header. */
class SimulatedMisbehaviourTest extends SimulatedTest {

    /** A path of each API, and who keeps what is there. */
    private static List<String> lists() {
        return List.of(
                "simulator /v1/files",
                "simulator /v1/batches",
                "simulator /v1/vector_stores",
                "simulator /v1/containers",
                "simulator /v1/fine_tuning/jobs",
                "simulator /v1/videos",
                "simulator-messages /v1/messages/batches",
                "simulator-generate /v1beta/files",
                "simulator-generate /v1beta/cachedContents");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void misbehaviour_isAskedForByAHeader(String list) throws Exception {
        caller = caller(list.split(" ", 2)[0]);
        String path = list.split(" ", 2)[1];
        HttpResponse<String> limited = ask(caller, "GET", path, null, "x-serai-simulate", "429");
        assertThat(limited.statusCode()).as(limited.body()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).contains("1");
        JsonNode error = error(limited);
        if (path.startsWith("/v1beta")) {
            assertThat(error.path("status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
        } else {
            assertThat(error.path("type").asText())
                    .isEqualTo(path.startsWith("/v1/messages") ? "rate_limit_error" : "requests");
        }
        assertThat(ask(caller, "GET", path, null, "x-serai-simulate", "503").statusCode())
                .isEqualTo(503);
        assertThat(ask(caller, "GET", path, null, "x-serai-simulate", "reset").statusCode())
                .isEqualTo(502);
        HttpResponse<String> unknown = ask(caller, "GET", path, null, "x-serai-simulate", "nonsense");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(error(unknown).path("message").asText()).contains("stall");
        assertThat(ask(caller, "GET", path, null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "simulator, /v1/vector_stores, /error/type, server_error",
        "simulator-messages, /v1/messages/batches, /error/type, api_error",
        "simulator-generate, /v1beta/cachedContents, /error/status, INTERNAL"
    })
    void errorAfterOk_isInTheWordsOfItsApi(String provider, String path, String where, String word) throws Exception {
        caller = caller(provider);
        HttpResponse<String> failed = ask(caller, "POST", path, "{}", "x-serai-simulate", "error-in-200");
        assertThat(failed.statusCode()).as(failed.body()).isEqualTo(200);
        assertThat(json(failed).at(where).asText()).as(failed.body()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "truncated", "malformed"})
    void contentBreaksOff(String misbehaviour) throws Exception {
        caller = caller("simulator");
        String file = id(json(upload(caller, "user_data", "0123456789")));
        String at = "/v1/files/" + file + "/content";
        String got;
        try {
            got = ask(caller, "GET", at, null, "x-serai-simulate", misbehaviour).body();
        } catch (IOException e) {
            got = "cut";
        }
        assertThat(got).isEqualTo(misbehaviour.equals("cut") ? "cut" : "01234");
        assertThat(ask(caller, "GET", at, null, "x-serai-simulate", "slow").body())
                .isEqualTo("0123456789");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages/count_tokens, '{\"model\":\"M\",\"messages\":[{\"role\":\"user\",\"content\":\"a b\"}]}', /input_tokens",
        "/v1/responses/input_tokens, '{\"model\":\"M\",\"input\":\"a b\"}', /input_tokens",
        "/v1beta/models/M:countTokens, '{\"contents\":[{\"parts\":[{\"text\":\"a b\"}]}]}', /totalTokens"
    })
    void counts_areItsOwn_andMisbehave(String path, String body, String tokens) throws Exception {
        caller = caller("simulator");
        String echo = "simulator/echo";
        HttpResponse<String> counted = ask(caller, "POST", path.replace("M", echo), body.replace("M", echo));
        assertThat(json(counted).at(tokens).asInt()).as(counted.body()).isEqualTo(2);
        assertThat(counted.headers().firstValue("x-serai-estimated")).isEmpty();
        String bad = "simulator/529";
        assertThat(ask(caller, "POST", path.replace("M", bad), body.replace("M", bad))
                        .statusCode())
                .isGreaterThanOrEqualTo(500);
        assertThat(ask(caller, "POST", path.replace("M", echo), body.replace("M", echo), "x-serai-simulate", "401")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }
}

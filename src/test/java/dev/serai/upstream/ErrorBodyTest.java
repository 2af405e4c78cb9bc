package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's error, in whichever wrapping it comes. */
class ErrorBodyTest extends GatewayTest {

    private static final String ERROR =
            "{\"error\":{\"message\":\"Rate limit reached for m\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}";

    private static JsonNode read(String body) {
        return ErrorBody.json(body.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\n\n  %s  \n",
                "data: %s\n\n",
                "data:%s",
                "event: error\r\ndata: %s\r\n\r\ndata: [DONE]\r\n\r\n",
                ": comment\n\ndata: [DONE]\n\ndata: %s\n\n",
                "id: 1\ndata: %s\n\n",
                "%s\n{\"more\":1}\n"
            })
    void error_isFound(String wrapping) {
        assertThat(read(wrapping.formatted(ERROR)).at("/error/message").asText())
                .isEqualTo("Rate limit reached for m");
    }

    @Test
    void eventOfSeveralLines_isOne() {
        assertThat(read("data: {\"error\":\ndata: {\"code\":\"x\"}}\n\n")
                        .at("/error/code")
                        .asText())
                .isEqualTo("x");
    }

    @Test
    void jsonInText_isRead() {
        assertThat(read("\"{\\\"error\\\":{\\\"code\\\":\\\"x\\\"}}\"")
                        .at("/error/code")
                        .asText())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>data: {}</html>", "data: nothing\n\n", "data:", "Bad Gateway\n{}"})
    void whatIsNoJson_isNone(String body) {
        assertThat(read(body)).isNull();
    }

    @Test
    void errorAsAnEvent_reachesTheCaller() throws Exception {
        UPSTREAM.answer(Script.typed(429, "text/event-stream", "data: " + ERROR + "\n\n"));

        JsonNode error = error(post("/v1/chat/completions", streamedChat("openai/gpt-4.1")));

        assertThat(error.path("message").asText()).isEqualTo("Rate limit reached for m");
        assertThat(error.path("code").asText()).isEqualTo("rate_limit_exceeded");
    }
}

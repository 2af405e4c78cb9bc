package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy that refuses is a route file, and one line in the inbound file that wants it. */
class PolicyTest extends ReloadingGatewayTest {

    private static final String POLICY = """
        - route:
            id: policy-short
            group: policies
            description: Refuses long prompts
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:policy-short
              steps:
                - choice:
                    id: how-long
                    when:
                      - id: too-long
                        expression: { simple: { expression: "${variable.promptBytes} > 100" } }
                        steps:
                          - throwException:
                              id: refuse-long
                              exceptionType: dev.serai.wire.Refused
                              message: "%s"
        """;

    private static final String LONG = chat("openai/gpt").replace("Hello", "Hello ".repeat(50));

    @BeforeEach
    void policy() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        edit(
                "routes/inbound/chat-completions.camel.yaml",
                file -> file.replace(
                        "        - to: { id: route-chat,",
                        "        - to: { id: short-chat, uri: direct:policy-short }\n        - to: { id: route-chat,"));
    }

    private HttpResponse<String> refused(String message) throws Exception {
        write("routes/policies/short.camel.yaml", POLICY.formatted(message));
        manage("POST", "reload");
        return post(CHAT, LONG);
    }

    @Test
    void refusal_hasTheStatusCodeAndMessageThatTheFileSays() throws Exception {
        HttpResponse<String> response = refused("403 prompt_too_long: ${variable.promptBytes} bytes are too many");

        assertThat(response.statusCode()).isEqualTo(403);
        JsonNode error = error(response);
        assertThat(error.path("code").asText()).isEqualTo("prompt_too_long");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).matches("\\d+ bytes are too many");
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void requestThatThePolicyLikes_goesOn() throws Exception {
        refused("403 prompt_too_long: no");
        assertThat(post(CHAT, chat("openai/gpt")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusalWithoutAStatus_isABadRequest() throws Exception {
        HttpResponse<String> response = refused("Be brief");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).path("message").asText()).isEqualTo("Be brief");
    }
}

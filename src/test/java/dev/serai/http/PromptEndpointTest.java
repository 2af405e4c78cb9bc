package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /chat: one prompt to one provider's model. */
class PromptEndpointTest extends GatewayTest {

    private static String prompt(String provider) {
        return "{\"provider\":\"" + provider + "\",\"model\":\"m\",\"prompt\":\"Say hi\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "OpenAI", "OPENAI"})
    void providersName_isReadInAnyCase(String name) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"));

        var response = post("/chat", prompt(name));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"provider\":\"openai\",\"model\":\"m\",\"response\":\"hi\"}");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-serai-provider")).contains("openai");
        assertThat(UPSTREAM.last().text())
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hi\"}]}");
    }

    @Test
    void providerWithItsOwnFormat_answersToo() throws Exception {
        UPSTREAM.answer(Script.json(200, """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",
             "content":[{"type":"text","text":"hi"}],"usage":{"input_tokens":1,"output_tokens":1}}
            """));

        assertThat(json(post("/chat", prompt("Anthropic"))).path("response").asText())
                .isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"provider\":\"nobody\",\"model\":\"m\",\"prompt\":\"p\"}        | provider",
                "{\"provider\":\"../openai\",\"model\":\"m\",\"prompt\":\"p\"}     | provider",
                "{\"provider\":7,\"model\":\"m\",\"prompt\":\"p\"}                 | provider",
                "{\"model\":\"m\",\"prompt\":\"p\"}                                | provider",
                "{\"provider\":\"openai\",\"prompt\":\"p\"}                        | model",
                "{\"provider\":\"openai\",\"model\":\"\",\"prompt\":\"p\"}         | model",
                "{\"provider\":\"openai\",\"model\":\"m\"}                         | prompt",
                "{\"provider\":\"openai\",\"model\":\"m\",\"prompt\":[\"p\"]}      | prompt",
                "[]                                                                | provider",
            })
    void badBody_isRefusedByName(String body, String param) throws Exception {
        var response = post("/chat", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(response).path("param").asText()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{\"provider\":\"openai\"", "{} {}"})
    void noJson_isRefused(String body) throws Exception {
        assertThat(post("/chat", body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503})
    void providersFailure_isAnInternalError(int status) throws Exception {
        UPSTREAM.answer(Script.json(status, "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":null}}"));

        var response = post("/chat", prompt("openai"));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(error(response).path("message").asText()).isNotBlank();
        assertThat(response.headers().firstValue("x-serai-provider")).contains("openai");
    }

    @Test
    void providerThatIsCutOff_isAnInternalError() throws Exception {
        UPSTREAM.answer(Script.silent().close());

        assertThat(post("/chat", prompt("openai")).statusCode()).isEqualTo(500);
    }
}

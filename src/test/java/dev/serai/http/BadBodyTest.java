package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody could serve, as the caller hears of them. No provider does. */
class BadBodyTest extends GatewayTest {

    private HttpResponse<String> send(byte[] body) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[]}"));
        return CLIENT.send(
                HttpRequest.newBuilder(uri("/v1/chat/completions"))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(response).path("message").asText()).isNotBlank();
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "[]", "[{\"model\":\"openai/m\"}]", "\"text\"", "{\"model\":", "model=openai/m"})
    void noJsonObject_isRefused(String body) throws Exception {
        assertRefused(send(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void invalidUtf8_isRefused() throws Exception {
        assertRefused(send(chat("openai/gpt\u00e9").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void nestingOverThousandLevels_isRefused() throws Exception {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertRefused(send(chat("openai/m")
                .replaceFirst("}$", ",\"metadata\":" + deep + "}")
                .getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'openai/m','model':'openai/n','messages':[{'role':'user','content':'Hi'}]} | model",
                "{'messages':[{'role':'user','content':'Hi'}]}                              | model",
                "{'model':['openai/m'],'messages':[{'role':'user','content':'Hi'}]}         | model",
                "{'model':'openai/m'}                                                       | messages",
                "{'model':'openai/m','messages':'Hi'}                                       | messages",
                "{'model':'openai/m','messages':[]}                                         | messages",
                "{'model':'openai/m','messages':[{'role':'robot','content':'Hi'}]}          | messages[0].role",
            })
    void wrongMember_isNamed(String body, String param) throws Exception {
        var response = send(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertRefused(response);
        assertThat(error(response).path("param").asText()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "text/plain",
                "application/xml",
                "multipart/form-data",
                "nonsense"
            })
    void jsonUnderAnotherType_isReadAsJson(String type) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[]}"));

        var response = CLIENT.send(
                HttpRequest.newBuilder(uri("/v1/chat/completions"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(chat("openai/m")))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.last().headers().get("content-type")).startsWith("application/json");
        assertThat(UPSTREAM.last().text()).isEqualTo(chat("m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/a\\ud800b", "nobody\\ud800"})
    void halfASurrogatePair_isNoFailureOfOurs(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[]}"));

        assertThat(post("/v1/chat/completions", chat(model)).statusCode()).isLessThan(500);
    }

    @Test
    void halfASurrogatePairInAName_isNoFailureOfOurs() throws Exception {
        assertThat(send("{\"\\ud800\":1,\"model\":\"openai/m\",\"messages\":[{\"role\":\"user\"}]}"
                                .getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isLessThan(500);
    }

    @Test
    void halfASurrogatePairInAMessage_isNoFailureOfOurs() throws Exception {
        UPSTREAM.answer(Script.json(400, "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"}}"));

        assertThat(post("/v1/chat/completions", chat("anthropic/m").replace("Hello", "Hello \\ud83d"))
                        .statusCode())
                .isLessThan(500);
    }
}

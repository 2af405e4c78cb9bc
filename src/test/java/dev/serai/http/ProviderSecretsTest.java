package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's key is never seen in an answer, whatever the provider repeats. */
class ProviderSecretsTest extends GatewayTest {

    private static final String REPEATED = "{\"error\":{\"message\":\"Wrong key " + PROVIDER_KEY
            + " given\",\"type\":\"t\",\"code\":\"" + PROVIDER_KEY + "\"}}";

    private static void assertSecret(HttpResponse<String> response) {
        assertThat(response.body()).doesNotContain(PROVIDER_KEY);
        assertThat(response.headers().map().toString()).doesNotContain(PROVIDER_KEY);
    }

    @ParameterizedTest
    @CsvSource({"openai,401", "openai,403", "mistral,401", "anthropic,401", "cohere,403", "gemini,401"})
    void refusedCredentials_areNotTheCallersFault(String provider, int status) throws Exception {
        UPSTREAM.answer(Script.json(status, REPEATED));

        var response = post("/v1/chat/completions", chat(provider + "/m"));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_authentication_failed");
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'", "HTTP " + status);
        assertThat(response.headers().firstValue("x-serai-provider")).contains(provider);
        assertSecret(response);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 422, 429, 500, 503})
    void repeatedKey_isTakenOut(int status) throws Exception {
        for (String provider : new String[] {"openai", "mistral", "anthropic", "gemini"}) {
            UPSTREAM.answer(Script.json(status, REPEATED));

            assertSecret(post("/v1/chat/completions", chat(provider + "/m")));
        }
    }

    @Test
    void repeatedKeyInAFirstEvent_isTakenOut() throws Exception {
        for (String provider : new String[] {"openai", "mistral", "anthropic"}) {
            UPSTREAM.answer(Script.stream().send("data: " + REPEATED + "\n\n").end());

            assertSecret(post("/v1/chat/completions", streamedChat(provider + "/m")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "mistral"})
    void repeatedKeyAmidAStream_isTakenOut(String provider) throws Exception {
        UPSTREAM.answer(Script.stream()
                .send("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n")
                .send("data: " + REPEATED + "\n\n")
                .end());

        var response = post("/v1/chat/completions", streamedChat(provider + "/m"));

        assertThat(response.body()).contains("Hi").contains("\"error\"").doesNotContain("[DONE]");
        assertSecret(response);
    }

    @Test
    void repeatedKeyAmidAStreamOfAnotherFormat_isTakenOut() throws Exception {
        UPSTREAM.answer(Script.stream().send("""
            data: {"type":"message_start","message":{"id":"m1","usage":{"input_tokens":1}}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

            data: {"type":"error","error":{"type":"api_error","message":"Key %s"}}

            """.formatted(PROVIDER_KEY)).end());

        var response = post("/v1/chat/completions", streamedChat("anthropic/m"));

        assertThat(response.body()).contains("Hi").contains("\"error\"");
        assertSecret(response);
    }
}

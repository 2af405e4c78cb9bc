package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.ImpatientGatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is meant by a model's name. */
class ModelNameTest extends ImpatientGatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    @ParameterizedTest
    @ValueSource(strings = {"no-such-model", "nobody/any", "openai/", "/gpt-4o", "SMART", "model-smart"})
    void unknownModel_isNotFound(String model) throws Exception {
        HttpResponse<String> response = post(CHAT, chat(model));

        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode error = error(response);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("model_not_found");
        assertThat(error.path("param").asText()).isEqualTo("model");
        assertThat(error.path("message").asText()).contains("'" + model + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, openai, gpt-4o",
        "together/meta-llama/Llama-3-70b, together, meta-llama/Llama-3-70b",
        "groq/openai/gpt-oss-20b, groq, openai/gpt-oss-20b",
        "openai/openai/gpt-oss-20b, openai, openai/gpt-oss-20b",
        "gpt-4o, openai, gpt-4o",
        "deepseek-chat, deepseek, deepseek-chat",
        "qwen/qwen3-32b, groq, qwen/qwen3-32b",
        // unset's pattern is the longer one, but unset has no key
        "gpt-4o-mini, openai, gpt-4o-mini"
    })
    void name_reachesItsProvider(String name, String provider, String model) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> response = post(CHAT, chat(name));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).startsWith("/" + provider + "/");
        assertThat(UPSTREAM.last().text()).contains("\"model\":\"" + model + "\"");
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue(provider);
        assertThat(response.headers().firstValue("x-serai-model")).hasValue(model);
    }

    @Test
    void patternOfAnUnconfiguredProvider_saysWhatIsMissing() throws Exception {
        HttpResponse<String> response = post(CHAT, chat("nobody-1"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_not_configured");
        assertThat(error(response).path("message").asText()).contains("UNSET_API_KEY");
    }
}

package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModerationsTest extends CallingGatewayTest {

    private static final String PATH = "/v1/moderations";
    private static final String VERDICT = "{\"id\":\"modr-1\",\"model\":\"m\",\"results\":[{\"flagged\":true,"
            + "\"categories\":{\"hate\":true},\"category_scores\":{\"hate\":0.91}}]}";

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"input\":\"a\"}", "{\"model\":null,\"input\":[\"a\"]}"})
    void model_needNotBeNamed(String body) throws Exception {
        UPSTREAM.answer(Script.json(200, VERDICT));

        HttpResponse<String> response = callAt(PATH, caller, body);

        assertThat(response.body()).isEqualTo(VERDICT);
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/moderations");
        assertThat(Json.parse(UPSTREAM.last().body()).path("model").asText()).isEqualTo("omni-moderation-latest");
        assertThat((BigDecimal) record(requestId(response)).get("cost")).isEqualByComparingTo("0");
    }

    @Test
    void verdictsOfMistral_areOpenAis() throws Exception {
        UPSTREAM.answer(Script.json(
                200,
                "{\"id\":\"1\",\"model\":\"m\",\"results\":["
                        + "{\"categories\":{\"pii\":true,\"law\":false},\"category_scores\":{\"pii\":0.9,\"law\":0.1}},"
                        + "{\"categories\":{\"pii\":false},\"category_scores\":{\"pii\":0.1}}]}"));

        HttpResponse<String> response =
                callAt(PATH, caller, "{\"model\":\"mistral/mistral-moderation-latest\",\"input\":[\"a\",\"b\"]}");

        assertThat(UPSTREAM.last().path()).isEqualTo("/mistral/v1/moderations");
        assertThat(json(response).at("/results/0/flagged").asBoolean()).isTrue();
        assertThat(json(response).at("/results/1/flagged")).hasToString("false");
        assertThat(json(response).at("/results/0/category_scores/pii").asDouble())
                .isEqualTo(0.9);
    }

    @Test
    void input_isRequired() throws Exception {
        HttpResponse<String> response = callAt(PATH, caller, "{}");

        assertRefused(response, 400, "missing_required_parameter");
        assertThat(error(response).path("param").asText()).isEqualTo("input");
    }
}

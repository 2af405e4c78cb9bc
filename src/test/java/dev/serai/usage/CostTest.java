package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers cost whose usage has more to it than tokens. */
class CostTest extends CallingGatewayTest {

    private static final String USAGE = "{\"prompt_tokens\":9,\"completion_tokens\":2,\"cost\":%s}";

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    private static String whole(String cost) {
        return Answers.WHOLE.replaceFirst("}$", ",\"usage\":" + USAGE.formatted(cost) + "}");
    }

    @Test
    void cacheWriteForAnHour_costsTwiceTheInput() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC.replaceFirst("\"usage\".*$", """
                "usage":{"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":1000000,\
                "cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,\
                "ephemeral_1h_input_tokens":1000000}}}""")));

        HttpResponse<String> response = call(caller, chat("anthropic/claude-sonnet-4-5"));

        assertThat(response.headers().firstValue("x-serai-cost")).contains("6");
        assertThat(record(requestId(response))).containsEntry("cache_write_tokens", 1_000_000L);
    }

    @Test
    void costThatItsProviderSays_isTheRecords() throws Exception {
        UPSTREAM.answer(Script.json(200, whole("0.00125")));

        HttpResponse<String> response = call(caller, chat("openrouter/maker/model"));

        assertThat(response.headers().firstValue("x-serai-cost")).contains("0.00125");
        assertThat(record(requestId(response))).containsEntry("price_version", "reported");
    }

    @Test
    void costOfAStreamThatItsProviderSays_isTheRecords() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hi")
                        + Answers.finish()
                        + Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", USAGE.formatted("0.5"))
                        + Answers.DONE)
                .end());

        try (EventReader stream = open(caller, streamedChat("openrouter/maker/model"))) {
            stream.rest();
            assertThat((BigDecimal) record(requestId(stream.response())).get("cost"))
                    .isEqualByComparingTo("0.5");
        }
    }

    private static Script searched(String cost) {
        return Script.json(
                200,
                Answers.WHOLE.replaceFirst(
                        "}$",
                        ",\"usage\":{\"prompt_tokens\":1000000,\"completion_tokens\":1000,\"cost\":" + cost + "}}"));
    }

    @Test
    void costThatItsProviderSays_hasItsFeesAndCountsBeforeTheList() throws Exception {
        UPSTREAM.answer(searched("{\"input_tokens_cost\":1,\"request_cost\":0.005,\"total_cost\":1.006}"));

        HttpResponse<String> response = call(caller, chat("perplexity/sonar"));

        assertThat(response.headers().firstValue("x-serai-cost")).contains("1.006");
        assertThat(record(requestId(response))).containsEntry("price_version", "reported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"total_cost\":0}",
                "{\"total_cost\":0.000000001}",
                "{\"total_cost\":-1}",
                "{\"total_cost\":1e9}",
                "{\"total_cost\":\"1\"}",
                "{\"total_cost\":null}",
                "{}",
                "1",
                "null"
            })
    void costThatCannotBe_isTheLists(String cost) throws Exception {
        UPSTREAM.answer(searched(cost));

        HttpResponse<String> response = call(caller, chat("perplexity/sonar"));

        assertThat(response.headers().firstValue("x-serai-cost")).contains("1.001");
        assertThat((String) record(requestId(response)).get("price_version")).isNotEqualTo("reported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e300", "\"1\"", "null", "{}"})
    void costThatCannotBe_isUnknown(String cost) throws Exception {
        UPSTREAM.answer(Script.json(200, whole(cost)));

        assertThat(record(requestId(call(caller, chat("openrouter/maker/model")))))
                .containsEntry("cost", null)
                .containsEntry("price_version", null);
    }

    @Test
    void costThatAnotherProviderSays_isNotBelieved() throws Exception {
        UPSTREAM.answer(Script.json(200, whole("0.5")));

        assertThat(record(requestId(call(caller, chat("together/maker/model")))))
                .containsEntry("cost", null);
    }
}

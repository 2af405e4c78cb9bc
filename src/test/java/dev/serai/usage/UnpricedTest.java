package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Where models without a price are refused, nobody with a budget has one asked, by whatever way. */
@Timeout(60)
@TestPropertySource(properties = "serai.budgets.unpriced=refuse")
class UnpricedTest extends CallingGatewayTest {

    private static final String UNPRICED = "together/maker/unpriced";
    private static final Amounts TEN = new Amounts(null, null, BigDecimal.TEN);

    private Issued caller;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "first-unpriced", "inOrder", "", UNPRICED, "openai/gpt-4o");
        RoutesCopy.alias(routes, "only-unpriced", "inOrder", "", UNPRICED, "vllm/unpriced");
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=1ms", "", UNPRICED, "openai/gpt-4o");
        properties.add("serai.routes", routes::toString);
    }

    @BeforeEach
    void aCaller() {
        caller = token(budgeted(new Budget(null, TEN)));
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
    }

    private static long askedOfTogether() {
        return UPSTREAM.received().stream()
                .filter(request -> request.path().startsWith("/together/"))
                .count();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions|{'model':'" + UNPRICED + "','messages':[{'role':'user','content':'Hi'}]}",
                "/v1/chat/completions|{'model':'" + UNPRICED
                        + "','stream':true,'messages':[{'role':'user','content':'Hi'}]}",
                "/v1/chat/completions|{'model':'only-unpriced','messages':[{'role':'user','content':'Hi'}]}",
                "/v1/chat/completions|{'model':'" + UNPRICED
                        + "','fallbacks':['vllm/x'],'messages':[{'role':'user','content':'Hi'}]}",
                "/v1/completions|{'model':'" + UNPRICED + "','prompt':'Hi'}",
                "/v1/embeddings|{'model':'" + UNPRICED + "','input':'Hi'}",
            },
            quoteCharacter = '`')
    void unpricedModel_isRefusedBeforeAnythingIsSent(String path, String body) throws Exception {
        HttpResponse<String> response = callAt(path, caller, body.replace('\'', '"'));

        assertRefused(response, 403, "model_not_priced");
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(response).path("message").asText()).contains("price list");
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(UPSTREAM.received()).isEmpty();
        assertThat(record(requestId(response))).containsEntry("attempts", 0).containsEntry("prompt_tokens", 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-unpriced", "hedged"})
    void alias_goesOnToATargetWithAPrice(String alias) throws Exception {
        HttpResponse<String> response = call(caller, chat(alias));

        assertThat(response.headers().firstValue("x-serai-provider")).contains("openai");
        assertThat(askedOfTogether()).isZero();
    }

    @Test
    void softLimit_isABudgetToo() throws Exception {
        assertRefused(call(token(budgeted(new Budget(TEN, null))), chat(UNPRICED)), 403, "model_not_priced");
    }

    @Test
    void whoHasNoBudget_mayUseIt() throws Exception {
        assertThat(call(token(Rules.NONE), chat(UNPRICED)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "simulator/echo", "openrouter/maker/says-what-it-costs"})
    void modelWhoseCostIsKnown_isAsked(String model) throws Exception {
        HttpResponse<String> response = call(caller, chat(model));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void refusal_saysNothingOfTheTarget() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertRefused(call(caller, chat(UNPRICED)), 403, "model_not_priced");
        }

        HttpResponse<String> response = call(token(Rules.NONE), chat("first-unpriced"));

        assertThat(response.headers().firstValue("x-serai-provider")).contains("together");
        Map<String, Object> record = record(requestId(response));
        assertThat(record).containsEntry("cost", null);
    }
}

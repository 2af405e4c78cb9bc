package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.breakers.Breakers;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.limits.Budgets;
import dev.serai.limits.Period;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What an open circuit breaker has refused was not sent to anybody: it is no attempt, and costs nothing. */
@Timeout(60)
@TestPropertySource(properties = "serai.breaker.window=10")
class BreakerRefusalTest extends CallingGatewayTest {

    private static final String GPT = "openai/gpt-4o";
    private static final String MISTRAL = "mistral/mistral-large-2512";

    @Autowired
    private Breakers breakers;

    @Autowired
    private Budgets budgets;

    private Issued caller;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "both", "inOrder", "", GPT, MISTRAL);
        properties.add("serai.routes", routes::toString);
    }

    @BeforeEach
    void aCaller() {
        caller = token(budgeted(new Budget(null, new Amounts(null, null, BigDecimal.TEN))));
    }

    @AfterEach
    void closeBreakers() {
        for (String name : new String[] {"openai", GPT, "mistral", MISTRAL}) {
            breakers.force(name, "auto");
        }
    }

    private void assertNothingIsSpent() throws Exception {
        Budgets.BudgetAccount account = new Budgets.BudgetAccount(
                "project:" + caller.token().project(), Period.at(Period.Span.TOTAL, Instant.now()));
        assertThat(await(() -> budgets.held(account), held -> held.signum() == 0))
                .isZero();
        assertThat(budgets.spent(account)).isZero();
    }

    private static void assertNothingWasUsed(Map<String, Object> record, int attempts) {
        assertThat(record)
                .containsEntry("prompt_tokens", 0L)
                .containsEntry("completion_tokens", 0L)
                .containsEntry("estimated", false)
                .containsEntry("attempts", attempts);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai/gpt-4o, false",
        "openai/gpt-4o, openai/gpt-4o, false",
        "openai, openai/gpt-4o, true",
        "openai/gpt-4o, openai/gpt-4o, true"
    })
    void refusal_isNoAttemptAndFree(String open, String asked, boolean stream) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        breakers.force(open, "open");

        HttpResponse<String> response = call(caller, stream ? streamedChat(asked) : chat(asked));

        assertRefused(response, 503, "circuit_open");
        assertNothingWasUsed(record(requestId(response)), 0);
        assertThat(UPSTREAM.received()).isEmpty();
        assertNothingIsSpent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", GPT})
    void answerAfterARefusal_isTheOnlyAttempt(String open) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        breakers.force(open, "open");

        HttpResponse<String> response = call(caller, chat("both"));

        assertThat(response.headers().firstValue("x-serai-provider")).contains("mistral");
        assertThat(record(requestId(response))).containsEntry("attempts", 1).containsEntry("provider", "mistral");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral", MISTRAL})
    void refusalAfterAPaidAttempt_leavesThatOneOnRecord(String open) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[{\"mess"));
        breakers.force(open, "open");

        HttpResponse<String> response = call(caller, chat("both").replace("Hello", "four".repeat(1000)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
        Map<String, Object> record = record(requestId(response));
        assertThat(record)
                .containsEntry("attempts", 1)
                .containsEntry("provider", "openai")
                .containsEntry("estimated", true);
        assertThat((Long) record.get("prompt_tokens")).isBetween(1000L, 1100L);
        assertThat((BigDecimal) record.get("cost")).isPositive();
    }

    @Test
    void refusalOfBoth_isNoAttempt() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        breakers.force("openai", "open");
        breakers.force(MISTRAL, "open");

        HttpResponse<String> response = call(caller, chat("both"));

        assertRefused(response, 503, "circuit_open");
        assertNothingWasUsed(record(requestId(response)), 0);
        assertNothingIsSpent();
    }
}

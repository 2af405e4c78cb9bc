package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Metrics;
import dev.serai.support.Script;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of who was asked, what that used, and who answered in the end. */
class AttemptMetersTest extends MeteredGatewayTest {

    private static final String ATTEMPTS = "serai_attempts_total";
    private static final String MISTRAL = "provider=\"mistral\"";
    private static final String AS_MISTRAL = "gen_ai_provider_name=\"mistral_ai\"";

    private static String way(String way) {
        return "way=\"" + way + "\"";
    }

    private static String outcome(String outcome) {
        return "outcome=\"" + outcome + "\"";
    }

    @Test
    void request_isCountedAtWhoAnswered_withTokensAndCost() throws Exception {
        Metrics before = page();
        String[] labels = {OPENAI, OF_MODEL, "operation=\"chat\"", "status=\"200\""};
        grows(1, () -> post(CHAT, chat("openai/gpt-4o")), "llm_requests_total", labels);
        Metrics after = page();

        for (String type : new String[] {"input", "output"}) {
            double tokens = type.equals("input") ? 3 : 2;
            assertThat(more(before, after, "llm_tokens_total", OPENAI, OF_MODEL, "type=\"" + type + "\""))
                    .isEqualTo(tokens);
            assertThat(more(
                            before,
                            after,
                            "gen_ai_client_token_usage_sum",
                            "gen_ai_token_type=\"" + type + "\"",
                            "gen_ai_request_model=\"gpt-4o\""))
                    .isEqualTo(tokens);
        }
        assertThat(more(before, after, "serai_cost_total", OPENAI, OF_MODEL)).isPositive();
        assertThat(more(before, after, ATTEMPTS, OPENAI, way("first"), outcome("answered")))
                .isEqualTo(1);
        assertThat(more(before, after, "gen_ai_client_operation_duration_seconds_count", "error_type=\"\""))
                .isEqualTo(1);
        assertThat(more(before, after, "gen_ai_server_time_to_first_token_seconds_count"))
                .isZero();
    }

    private static double more(Metrics before, Metrics after, String name, String... labels) {
        return after.sum(name, labels) - before.sum(name, labels);
    }

    @Test
    void stream_hasItsTimeToFirstTokenAndPerToken() throws Exception {
        Metrics before = page();
        grows(
                1,
                () -> post(CHAT, streamedChat("openai/gpt-4o")),
                "gen_ai_server_time_to_first_token_seconds_count",
                "gen_ai_request_model=\"gpt-4o\"");

        assertThat(more(before, page(), "gen_ai_server_time_per_output_token_seconds_count"))
                .isEqualTo(1);
    }

    @Test
    void failover_isCountedAtTheOneThatWasLeft() throws Exception {
        only("openai", Script.json(503, "{}"));
        Metrics before = page();
        grows(1, () -> post(CHAT, chat("both")), "serai_failovers_total", OPENAI, OF_MODEL);
        Metrics after = page();

        assertThat(more(before, after, ATTEMPTS, OPENAI, way("first"), outcome("failed")))
                .isEqualTo(1);
        assertThat(more(before, after, ATTEMPTS, MISTRAL, way("failover"), outcome("answered")))
                .isEqualTo(1);
        assertThat(more(before, after, "llm_requests_total", MISTRAL)).isEqualTo(1);
        assertThat(more(before, after, "llm_requests_total", OPENAI)).isZero();
        assertThat(more(before, after, "gen_ai_client_operation_duration_seconds_count", AS_MISTRAL))
                .isEqualTo(1);
        assertThat(more(before, after, "gen_ai_client_operation_duration_seconds_count", "error_type=\"503\""))
                .isEqualTo(1);
    }

    @Test
    void retry_isCountedAsOne() throws Exception {
        only("openai", Script.json(503, "{}"));

        grows(1, () -> post(CHAT, chat("again")), ATTEMPTS, way("retry"), outcome("failed"));
    }

    @ParameterizedTest
    @CsvSource({"400, refused", "401, key_refused", "429, limited", "500, failed"})
    void refusal_isToldApart(int status, String outcome) throws Exception {
        only("openai", Script.json(status, "{}"));

        grows(1, () -> post(CHAT, chat("openai/gpt-4o")), ATTEMPTS, OPENAI, outcome(outcome));
    }

    @Test
    void streamThatBrokeOff_isSaved_andWhatItUsedCounts() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hello")).reset()
                : Script.stream().send(Answers.stream("Hello you")).end());
        Metrics before = page();
        grows(1, () -> post(CHAT, streamedChat("restarted")), ATTEMPTS, MISTRAL, way("restart"), outcome("answered"));
        Metrics after = page();

        assertThat(more(before, after, "serai_streams_saved_total", "how=\"restarted\""))
                .isEqualTo(1);
        assertThat(more(before, after, ATTEMPTS, OPENAI, outcome("failed"))).isEqualTo(1);
        assertThat(more(before, after, "gen_ai_client_operation_duration_seconds_count", "error_type=\"broken_off\""))
                .isEqualTo(1);
        assertThat(more(before, after, "llm_tokens_total", OPENAI)).isPositive();
        assertThat(more(before, after, "llm_tokens_total", MISTRAL)).isEqualTo(5);
    }

    @Test
    void slowOne_isOvertaken() throws Exception {
        only("openai", Script.silent().stall(30));
        Metrics before = page();
        grows(1, () -> post(CHAT, chat("hedged")), ATTEMPTS, OPENAI, outcome("overtaken"));
        Metrics after = page();

        assertThat(more(before, after, ATTEMPTS, MISTRAL, way("hedge"), outcome("answered")))
                .isEqualTo(1);
        assertThat(more(before, after, "serai_hedges_total", "event=\"won\"")).isEqualTo(1);
    }

    @Test
    void clientThatLeaves_isCountedAsThat() throws Exception {
        UPSTREAM.answer(request -> Script.stream().send(Answers.content("Hi")).stall(20));

        grows(
                1,
                () -> {
                    try (EventReader stream = open(CHAT, streamedChat("openai/gpt-4o"))) {
                        stream.nextEvent();
                    }
                },
                ATTEMPTS,
                OPENAI,
                outcome("left"));
    }

    @Test
    void budgetThatIsSpent_isCounted_andWhatIsLeftIsShown() throws Exception {
        Issued spent = token(budgeted(new Budget(null, new Amounts(new BigDecimal("0.000000001"), null, null))));

        grows(
                1,
                () -> assertThat(call(spent, chat("openai/gpt-4o").replaceFirst("\\{", "{\"max_tokens\":9,"))
                                .statusCode())
                        .isEqualTo(429),
                "serai_limits_refused_total",
                "kind=\"budget\"");
        assertThat(page().has("serai_budget_least_left_ratio", "of=\"project\"", "period=\"day\""))
                .isTrue();
        assertThat(page().series()).noneMatch(it -> it.contains("project=\""));
    }

    @Test
    void callerWhomNobodyKnows_isNoRequestOfAnyProvider() throws Exception {
        Metrics before = page();
        grows(
                1,
                () -> post(CHAT, chat("openai/gpt-4o"), "Authorization", "Bearer sk-serai-nobody"),
                "http_requests_total",
                "status=\"401\"");

        assertThat(more(before, page(), "llm_requests_total")).isZero();
        assertThat(more(before, page(), ATTEMPTS)).isZero();
    }

    @Test
    void modelThatNobodyKnows_isOther() throws Exception {
        only("openai", Script.json(404, "{}"));

        grows(1, () -> post(CHAT, chat("openai/no-such-model")), "llm_requests_total", OPENAI, "model=\"other\"");
        assertThat(page().series()).noneMatch(it -> it.contains("no-such-model"));
    }

    @Test
    void ownToken_isNeverALabel() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("openai/gpt-4o"));

        assertThat(page().series())
                .noneMatch(it -> it.contains(caller.token().id())
                        || it.contains(caller.token().project()));
    }
}

package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put on record of a request, whatever becomes of it. */
class AccountTest extends CallingGatewayTest {

    private static final String PRICED = """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
        {"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,\
        "completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":400},\
        "completion_tokens_details":{"reasoning_tokens":30}}}\
        """;

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    private static BigDecimal cost(Map<String, Object> record) {
        return ((BigDecimal) record.get("cost")).stripTrailingZeros();
    }

    @Test
    void wholeAnswer_isOnRecord() throws Exception {
        UPSTREAM.answer(Script.json(200, PRICED));

        HttpResponse<String> response = call(caller, chat("openai/gpt-4o"));

        Map<String, Object> record = record(requestId(response));
        assertThat(record)
                .containsEntry("project", caller.token().project())
                .containsEntry("token", caller.token().id())
                .containsEntry("endpoint", "/v1/chat/completions")
                .containsEntry("alias", "openai/gpt-4o")
                .containsEntry("provider", "openai")
                .containsEntry("model", "gpt-4o")
                .containsEntry("status", 200)
                .containsEntry("error", null)
                .containsEntry("streaming", false)
                .containsEntry("aborted", false)
                .containsEntry("estimated", false)
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("completion_tokens", 100L)
                .containsEntry("cached_tokens", 400L)
                .containsEntry("reasoning_tokens", 30L)
                .containsEntry("attempts", 1);
        // 600 at 2.50, 400 cached at 1.25, 100 at 10.00 dollars a million
        assertThat(cost(record)).isEqualByComparingTo("0.003");
        assertThat(record.get("price_version")).isNotNull();
        assertThat((Double) record.get("latency_ms")).isGreaterThan((Double) record.get("overhead_ms"));
    }

    @Test
    void wholeAnswer_saysWhatItCost() throws Exception {
        UPSTREAM.answer(Script.json(200, PRICED));

        HttpResponse<String> response = call(caller, chat("openai/gpt-4o"));

        assertThat(response.headers().firstValue("x-serai-cost")).contains("0.003");
    }

    @Test
    void modelWithoutPrice_costsNothingThatIsKnown() throws Exception {
        UPSTREAM.answer(Script.json(200, PRICED));

        HttpResponse<String> response = call(caller, chat("openai/of-tomorrow"));

        assertThat(response.headers().firstValue("x-serai-cost")).isEmpty();
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("cost", null)
                .containsEntry("price_version", null);
    }

    @Test
    void wholeAnswerWithoutUsage_isEstimated() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE.replace("Hi", "twelve bytes")));

        HttpResponse<String> response = call(caller, chat("openai/gpt-4o"));

        Map<String, Object> record = record(requestId(response));
        assertThat(record).containsEntry("estimated", true).containsEntry("completion_tokens", 3L);
        assertThat((Long) record.get("prompt_tokens")).isPositive();
    }

    @Test
    void translatedAnswer_isOnRecordInOpenAisTerms() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC));

        HttpResponse<String> response = call(caller, chat("anthropic/claude-sonnet-4-5"));

        assertThat(record(requestId(response)))
                .containsEntry("provider", "anthropic")
                .containsEntry("prompt_tokens", 1L)
                .containsEntry("completion_tokens", 1L)
                .containsEntry("estimated", false);
    }

    @Test
    void providersFailure_isOnRecord() throws Exception {
        UPSTREAM.answer(Script.json(503, "{\"error\":{\"message\":\"busy\",\"code\":\"overloaded\"}}"));

        HttpResponse<String> response = call(caller, chat("openai/gpt-4o"));

        assertThat(record(requestId(response)))
                .containsEntry("status", 503)
                .containsEntry("provider", "openai")
                .containsEntry("attempts", 1)
                .containsEntry("prompt_tokens", 0L);
    }

    @Test
    void failover_countsWhoAnswered() throws Exception {
        only(
                "anthropic",
                Script.json(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}"));

        HttpResponse<String> response = call(caller, chat("smart"));

        assertThat(record(requestId(response)))
                .containsEntry("alias", "smart")
                .containsEntry("provider", "openai")
                .containsEntry("status", 200)
                .containsEntry("attempts", 2);
    }

    @Test
    void refusedRequest_isOnRecord() throws Exception {
        HttpResponse<String> response = call(caller, chat("no-such-model"));

        assertThat(record(requestId(response)))
                .containsEntry("status", 404)
                .containsEntry("error", "model_not_found")
                .containsEntry("alias", "no-such-model")
                .containsEntry("provider", null)
                .containsEntry("attempts", 0);
    }

    @Test
    void revokedTokensRequest_isOnRecord() throws Exception {
        tokens.revoke(caller.token().id(), null, Actor.SERAI);

        HttpResponse<String> response = call(caller, chat("simulator/echo"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(record(requestId(response)))
                .containsEntry("token", caller.token().id())
                .containsEntry("error", "token_revoked");
    }

    @Test
    void unknownCaller_leavesNoRecord() throws Exception {
        HttpResponse<String> refused = post(CHAT, chat("simulator/echo"), "Authorization", "Bearer sk-serai-made-up");
        HttpResponse<String> after = call(caller, chat("simulator/echo"));

        record(requestId(after));
        assertThat(records(requestId(refused))).isEmpty();
    }

    @Test
    void strangeModelName_isNoTroubleToTheDatabase() throws Exception {
        HttpResponse<String> response = call(caller, chat("simulator/a\\ud800b" + "c".repeat(220)));

        assertThat((String) record(requestId(response)).get("alias"))
                .startsWith("simulator/a?b")
                .hasSize(200);
    }

    @Test
    void sums_areThoseOfTheRecords() throws Exception {
        TokenRegistry.Issued other = token(Rules.NONE);
        for (int i = 0; i < 3; i++) {
            record(requestId(call(other, chat("simulator/echo"))));
        }
        call(other, chat("no-such-model"));
        String id = requestId(call(other, chat("simulator/echo")));
        record(id);

        for (String table : List.of("usage_hour", "usage_day")) {
            Map<String, Object> sum = database.sql()
                    .sql("select sum(requests) requests, sum(errors) errors, sum(cost) cost,"
                            + " sum(prompt_tokens + completion_tokens) tokens from " + table + " where token = :token")
                    .param("token", other.token().id())
                    .query()
                    .singleRow();
            Map<String, Object> records = database.sql()
                    .sql("select count(*) requests, sum(cost) cost, sum(prompt_tokens + completion_tokens) tokens"
                            + " from usage_record where token = :token")
                    .param("token", other.token().id())
                    .query()
                    .singleRow();
            assertThat(sum.get("requests")).hasToString("5");
            assertThat(sum.get("errors")).hasToString("1");
            assertThat(sum.get("tokens")).hasToString(records.get("tokens").toString());
            assertThat((BigDecimal) sum.get("cost")).isEqualByComparingTo((BigDecimal) records.get("cost"));
        }
    }
}

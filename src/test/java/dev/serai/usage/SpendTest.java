package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How much money a token may spend, its own and its project's. */
class SpendTest extends CallingGatewayTest {

    private static final String ECHO = chat("simulator/echo");

    private static Budget total(String amount) {
        return new Budget(null, new Amounts(null, null, new BigDecimal(amount)));
    }

    @Test
    void spentBudget_isRefusedForGood() throws Exception {
        Issued caller = token(budgeted(total("0.001")));

        // 1 prompt token at 1 and 42 at 2 dollars a million; at first more is expected
        List<Integer> statuses = atOnce(20, 1, () -> call(caller, ECHO).statusCode());

        assertThat(statuses).containsOnly(200, 429);
        assertThat(statuses.stream().filter(status -> status == 200).count()).isBetween(5L, 11L);
        HttpResponse<String> refused = call(caller, ECHO);
        assertRefused(refused, 429, "insufficient_quota");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(error(refused).path("type").asText()).isEqualTo("insufficient_quota");
    }

    @Test
    void softLimit_isSaidAndServed() throws Exception {
        Issued caller = token(budgeted(new Budget(new Amounts(new BigDecimal("0.00001"), null, null), null)));

        assertThat(call(caller, ECHO).headers().firstValue("x-serai-budget")).isEmpty();

        HttpResponse<String> warned = call(caller, ECHO);
        assertThat(warned.statusCode()).isEqualTo(200);
        assertThat(warned.headers().firstValue("x-serai-budget")).contains("project day 0.000085 of 0.00001");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void modelWithoutAPrice_isServedAndWarnedOfOnce(CapturedOutput log) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        Issued caller = token(budgeted(total("1")));

        for (int i = 0; i < 3; i++) {
            assertThat(record(requestId(call(caller, chat("together/maker/unpriced")))))
                    .containsEntry("cost", null);
        }

        assertThat(log.getAll().split("together/maker/unpriced has no price", -1))
                .as(log.getAll())
                .hasSize(2);
        assertThat(unpriced(caller)).isEqualTo(3);
    }

    private int unpriced(Issued caller) throws Exception {
        return await(
                () -> database.sql()
                        .sql("select coalesce(sum(unpriced), 0) from usage_hour where token = :token")
                        .param("token", caller.token().id())
                        .query(Integer.class)
                        .single(),
                found -> found == 3);
    }

    @Test
    void budgetThatIsSetLater_knowsWhatWasSpentBefore() throws Exception {
        Issued caller = token(Rules.NONE);
        record(requestId(call(caller, ECHO)));

        projects.update(
                caller.token().project(),
                null,
                draft -> new ProjectRegistry.Draft(draft.name(), true, budgeted(total("0.00008")), Map.of(), Map.of()),
                Actor.SERAI);
        call(caller, chat("simulator/400"));

        assertThat(await(() -> status(caller), status -> status == 429)).isEqualTo(429);
    }
}

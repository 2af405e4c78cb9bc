package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.limits.Budgets;
import dev.serai.limits.Period;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** A budget and the sum of what was used never part, whatever becomes of streams. */
@Timeout(120)
class BudgetDriftTest extends CallingGatewayTest {

    private static final int STREAMS = 200;
    private static final String DYING = "openai/gpt-4o-mini";

    @Autowired
    private Budgets budgets;

    @Test
    void streamsThatEndInAnyWay_areSpentOnceEach() throws Exception {
        UPSTREAM.answer(request -> request.text().contains("gpt-4o-mini") ? upstreamDies() : answers());
        Issued caller = token(budgeted(new Budget(null, new Amounts(null, null, new BigDecimal("1000")))));
        ExecutorService clients = Executors.newFixedThreadPool(STREAMS);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            String model = i % 10 == 1 ? DYING : "openai/gpt-4o";
            boolean leaves = i % 3 == 0;
            calls.add(clients.submit(() -> read(caller, model, leaves)));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        clients.shutdown();

        assertThat(await(() -> count(caller), count -> count >= STREAMS)).isEqualTo(STREAMS);
        BigDecimal used = amount(
                "select sum(cost) from usage_record where project = :id",
                caller.token().project());
        for (String subject : List.of(
                "project:" + caller.token().project(), "token:" + caller.token().id())) {
            assertThat(amount("select amount from spending where period = 'total' and subject = :id", subject))
                    .isEqualByComparingTo(used);
        }
        Budgets.BudgetAccount project = account("project:" + caller.token().project());
        assertThat(budgets.held(project)).isZero();
        assertThat(budgets.spent(project)).isEqualByComparingTo(used);
        assertThat(used).isPositive();
    }

    private Void read(Issued caller, String model, boolean leaves) throws Exception {
        try (EventReader stream = open(caller, streamedChat(model))) {
            for (int i = 0; i < 5; i++) {
                stream.next();
            }
            if (!leaves) {
                stream.rest();
            }
        } catch (IOException e) {
            assertThat(model).as("who reads to the end gets one").isEqualTo(DYING);
        }
        return null;
    }

    private static Script answers() {
        Script script = Script.stream();
        for (int i = 0; i < 40; i++) {
            script.send(Answers.content("four")).pause(5);
        }
        return script.send(Answers.finish() + Answers.usage() + Answers.DONE).end();
    }

    private static Script upstreamDies() {
        Script script = Script.stream();
        for (int i = 0; i < 20; i++) {
            script.send(Answers.content("four")).pause(5);
        }
        return script.reset();
    }

    private static Budgets.BudgetAccount account(String subject) {
        return new Budgets.BudgetAccount(subject, Period.at(Period.Span.TOTAL, Instant.now()));
    }

    private long count(Issued caller) {
        return database.sql()
                .sql("select count(*) from usage_record where token = :id")
                .param("id", caller.token().id())
                .query(Long.class)
                .single();
    }

    private BigDecimal amount(String query, String id) {
        return database.sql().sql(query).param("id", id).query(BigDecimal.class).single();
    }
}

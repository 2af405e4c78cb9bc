package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.limits.Limits;
import dev.serai.limits.Rates;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a token may do: models, endpoints, addresses, limits and budgets, its own and its project's. */
class AdmitTest extends CallingGatewayTest {

    private static final String ECHO = chat("simulator/echo");

    private static Rates perHour(long limit) {
        return new Rates(null, limit, null, null);
    }

    private static Limits requests(long limit) {
        return new Limits(perHour(limit), null, null, null);
    }

    private static Budget total(String amount) {
        return new Budget(null, new Amounts(null, null, new BigDecimal(amount)));
    }

    private void assertRefused(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(error(response).path("code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "simulator/*, simulator/echo, 200",
        "simulator/e*, simulator/other, 403",
        "smart, smart, 200",
        "smart, simulator/echo, 403",
        "openai/gpt-4o, gpt-4o, 200",
        "gpt-4o, openai/gpt-4o, 403",
    })
    void model_isAllowedByItsNameOrItsProviders(String allowed, String asked, int status) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        if (asked.equals("smart")) {
            UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC));
        }
        Issued caller = token(new Rules(List.of(allowed), null, null, null, null));

        HttpResponse<String> response = call(caller, chat(asked));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    @Test
    void model_hasToBeAllowedByBothTokenAndProject() throws Exception {
        Project project = project(new Rules(List.of("simulator/*"), null, null, null, null));
        Issued caller = token(project, new Rules(List.of("simulator/echo", "openai/*"), null, null, null, null));

        assertThat(call(caller, ECHO).statusCode()).isEqualTo(200);
        assertRefused(call(caller, chat("simulator/other")), 403, "model_not_allowed");
        assertRefused(call(caller, chat("openai/gpt-4o")), 403, "model_not_allowed");
    }

    @Test
    void models_areListedAsFarAsTheyAreAllowed() throws Exception {
        Issued caller = token(new Rules(List.of("smart"), null, null, null, null));

        HttpResponse<String> list = CLIENT.send(
                HttpRequest.newBuilder(uri("/v1/models"))
                        .header("x-api-key", caller.secret().text())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(json(list).path("data")).hasSize(1);
        assertThat(json(list).at("/data/0/id").asText()).isEqualTo("smart");
    }

    @Test
    void endpoint_hasToBeAllowed() throws Exception {
        Issued caller = token(new Rules(null, List.of("/v1/embeddings"), null, null, null));

        assertRefused(call(caller, ECHO), 403, "endpoint_not_allowed");
        assertThat(callAt("/v1/embeddings", caller, "{\"model\":\"simulator/echo\",\"input\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void address_hasToBeAllowed() throws Exception {
        assertRefused(
                call(token(new Rules(null, null, List.of("10.0.0.0/8"), null, null)), ECHO), 403, "ip_not_allowed");
        assertThat(call(token(new Rules(null, null, List.of("127.0.0.0/8"), null, null)), ECHO)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void limitOfAHundred_passesAHundredOfAThousandAtOnce() throws Exception {
        Issued caller = token(limited(requests(100)));
        List<Integer> statuses = atOnce(1000, 64, () -> call(caller, ECHO).statusCode());

        assertThat(statuses).containsOnly(200, 429);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(100);
    }

    @Test
    void limit_isSaidInHeaders() throws Exception {
        Issued caller = token(limited(requests(2)));

        HttpResponse<String> first = call(caller, ECHO);
        call(caller, ECHO);
        HttpResponse<String> refused = call(caller, ECHO);

        assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
        assertThat(first.headers().firstValue("x-ratelimit-reset-requests")).isPresent();
        assertRefused(refused, 429, "rate_limit_exceeded");
        assertThat(error(refused).path("type").asText()).isEqualTo("requests");
        assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1L, 1800L);
        assertThat(record(requestId(refused))).containsEntry("status", 429);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/chat"})
    void limit_holdsAtEveryEndpoint(String path) throws Exception {
        Issued caller = token(limited(requests(1)));
        String body = """
                {"model":"%s","messages":[{"role":"user","content":"x"}],"prompt":"x","input":"x","provider":"simulator"}
                """.formatted(path.equals("/chat") ? "echo" : "simulator/echo");

        assertThat(callAt(path, caller, body).statusCode()).isEqualTo(200);
        assertThat(callAt(path, caller, body).statusCode()).isEqualTo(429);
    }

    @Test
    void tokensThatWereUsed_countAgainstTheLimit() throws Exception {
        Issued caller = token(limited(new Limits(null, perHour(1000), null, null)));
        UPSTREAM.answer(Script.json(
                200,
                Answers.WHOLE.replaceFirst(
                        "}$",
                        ",\"usage\":{\"prompt_tokens\":900," + "\"completion_tokens\":90,\"total_tokens\":990}}")));

        assertThat(call(caller, chat("openai/gpt-4o")).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = call(caller, chat("openai/gpt-4o"));
        assertRefused(refused, 429, "rate_limit_exceeded");
        assertThat(error(refused).path("type").asText()).isEqualTo("tokens");
    }

    @Test
    void tokensThatWereNotUsed_areGivenBack() throws Exception {
        Issued caller = token(limited(new Limits(null, perHour(400), null, null)));
        UPSTREAM.answer(Script.json(400, "{\"error\":{\"message\":\"no\"}}"));

        for (int i = 0; i < 5; i++) {
            assertThat(call(caller, chat("openai/gpt-4o")).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void concurrentRequests_areLimitedUntilTheStreamEnds() throws Exception {
        Issued caller = token(limited(new Limits(null, null, 1, null)));
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(60));

        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            stream.next();
            assertRefused(call(caller, ECHO), 429, "concurrency_limit_exceeded");
        }

        assertThat(await(() -> status(caller), status -> status == 200)).isEqualTo(200);
    }

    private int status(Issued caller) {
        try {
            return call(caller, ECHO).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void modelsLimit_holdsForItAlone() throws Exception {
        Issued caller = token(limited(new Limits(null, null, null, Map.of("simulator/e*", requests(1)))));

        assertThat(call(caller, ECHO).statusCode()).isEqualTo(200);
        assertThat(call(caller, ECHO).statusCode()).isEqualTo(429);
        assertThat(call(caller, chat("simulator/other")).statusCode()).isEqualTo(200);
    }

    @Test
    void projectsLimit_isSharedByItsTokens() throws Exception {
        Project project = project(limited(requests(1)));

        assertThat(call(token(project, Rules.NONE), ECHO).statusCode()).isEqualTo(200);
        assertThat(call(token(project, Rules.NONE), ECHO).statusCode()).isEqualTo(429);
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

    private static <T> List<T> atOnce(int count, int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = pool.invokeAll(Collections.nCopies(count, work));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}

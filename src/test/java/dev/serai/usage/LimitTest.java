package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Limits;
import dev.serai.limits.Rates;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests and tokens a token may use, its own and its project's. */
class LimitTest extends CallingGatewayTest {

    private static final String ECHO = chat("simulator/echo");

    private static Rates perHour(long limit) {
        return new Rates(null, limit, null, null);
    }

    private static Limits requests(long limit) {
        return new Limits(perHour(limit), null, null, null);
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

        // it is settled when the last byte is out, which the client may have seen before
        HttpResponse<String> refused =
                await(() -> ask(caller, chat("openai/gpt-4o")), answer -> answer.statusCode() == 429);
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
    void promptThatIsEstimatedTooHigh_isCounted() throws Exception {
        Issued caller = token(limited(new Limits(null, perHour(600), null, null)));
        String prompt = "internationalization ".repeat(100); // 2100 bytes, a token or two for each word
        String body = ECHO.replace("Hello", prompt).replaceFirst("\\{", "{\"max_tokens\":100,");

        assertThat(call(caller, body).statusCode()).isEqualTo(200);
        assertRefused(call(caller, body.replace(prompt, prompt.repeat(6))), 429, "rate_limit_exceeded");
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
}

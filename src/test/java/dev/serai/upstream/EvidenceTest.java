package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.ImpatientGatewayTest;
import dev.serai.support.Script;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What says that a target is unwell, and what does not. */
@Timeout(60)
class EvidenceTest extends ImpatientGatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final int WINDOW = 10;

    @Test
    void callersWhoWouldNotWait_neverOpenTheBreaker() throws Exception {
        for (String limit : List.of("total", "headers", "first-token", "idle", "connect")) {
            UPSTREAM.answer(Script.silent().stall(3));
            window(() -> post(
                    CHAT, chat("patient/any"), "x-serai-timeout-" + limit, "100ms", "x-serai-timeout-total", "120ms"));
        }
        UPSTREAM.answer(Script.stream().send(Answers.content("a")).stall(3));
        window(() -> post(CHAT, streamedChat("patient/any"), "x-serai-timeout-idle", "100ms"));
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        assertThat(post(CHAT, chat("patient/any")).statusCode()).isEqualTo(200);
        assertThat(breaker("patient/any").getMetrics().getNumberOfFailedCalls()).isZero();
    }

    /** As many requests as a breaker looks back at, at once. */
    private static void window(Callable<?> request) throws Exception {
        atOnce(WINDOW, WINDOW, request);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 404, 413, 422, 429})
    void refusals_neverOpenTheBreaker(int status) throws Exception {
        UPSTREAM.answer(Script.json(status, "{\"error\":{\"message\":\"No\"}}"));
        for (int i = 0; i < 2 * WINDOW; i++) {
            post(CHAT, chat("patient/any"));
        }
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        assertThat(post(CHAT, chat("patient/any")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusalWithStatus200_neverOpensTheBreaker() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"error\":{\"message\":\"No\",\"code\":400}}"));
        for (int i = 0; i < 2 * WINDOW; i++) {
            assertThat(post(CHAT, chat("patient/any")).statusCode()).isEqualTo(400);
        }
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        assertThat(post(CHAT, chat("patient/any")).statusCode()).isEqualTo(200);
    }

    @Test
    void streamsThatBreakOff_openTheBreaker() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("a")).reset());
        for (int i = 0; i < 2 * WINDOW && breaker("patient/any").getState() == CircuitBreaker.State.CLOSED; i++) {
            post(CHAT, streamedChat("patient/any"));
        }

        assertThat(breaker("patient/any").getState()).isNotEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void request_countsOnceHoweverOftenItWasTried() throws Exception {
        UPSTREAM.answer(Script.json(500, "{}"));
        for (int i = 0; i < 3; i++) {
            assertThat(post(CHAT, chat("trying")).statusCode()).isEqualTo(500);
        }

        assertThat(UPSTREAM.received()).hasSize(9);
        assertThat(breaker("patient/tried").getMetrics().getNumberOfFailedCalls())
                .isEqualTo(3);
    }
}

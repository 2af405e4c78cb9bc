package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An alias with each of the balancers, in a whole gateway. */
@Timeout(60)
class AliasesTest extends BalancingGatewayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-order",
                "round-robin",
                "weighted-random",
                "least-connections",
                "least-latency",
                "lowest-cost",
                "adaptive",
                "sticky"
            })
    void balancer_answersAndFailsOver(String alias) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        for (int i = 0; i < 8; i++) {
            assertThat(post(CHAT, chat(alias)).statusCode()).isEqualTo(200);
        }
        assertThat(UPSTREAM.received()).as("one try each").hasSize(8);

        answers("openai", Script.json(503, "{}"));
        for (int i = 0; i < 8; i++) {
            HttpResponse<String> response = post(CHAT, chat(alias));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-serai-provider")).hasValue("mistral");
        }
        answers("mistral", Script.json(503, "{}"));
        for (int i = 0; i < 8; i++) {
            assertThat(post(CHAT, streamedChat(alias)).body()).endsWith(Answers.DONE);
        }
        awaitEnd(alias);
    }

    @Test
    void roundRobin_goesByTheWeightsOfItsFile() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        for (int i = 0; i < 40; i++) {
            post(CHAT, chat("weights"));
        }

        assertThat(asked("/openai/")).isEqualTo(30);
        assertThat(asked("/mistral/")).isEqualTo(10);
    }

    @Test
    void sticky_staysWithTheSession() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        Set<String> used = new HashSet<>();
        for (int session = 0; session < 30; session++) {
            Set<String> ofSession = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                post(CHAT, chat("sticky"), "x-serai-session", "s" + session);
                ofSession.add(UPSTREAM.last().path());
            }
            assertThat(ofSession).hasSize(1);
            used.addAll(ofSession);
        }

        assertThat(used).hasSize(2);
    }

    @Test
    void openBreaker_doesNotHideTheErrorBeforeIt() throws Exception {
        UPSTREAM.answer(Script.json(500, "{\"error\":{\"message\":\"Broken\"}}"));
        CircuitBreaker breaker = breakers.ofProvider("mistral").circuit();
        breaker.transitionToForcedOpenState();
        try {
            HttpResponse<String> response = post(CHAT, chat("errors"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("Broken");
            assertThat(response.headers().firstValue("x-serai-provider")).hasValue("openai");
            assertThat(load("mistral", "errors").restsFor()).isPositive();
        } finally {
            breaker.reset();
        }
    }

    @Test
    void limitedTarget_isAskedLast() throws Exception {
        answers("openai", Script.json(429, "{\"error\":{\"message\":\"Slow down\"}}", "Retry-After: 300"));

        post(CHAT, chat("limits"));
        post(CHAT, chat("limits"));

        assertThat(UPSTREAM.received())
                .extracting(Received::path)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("/openai/"),
                        second -> assertThat(second).startsWith("/mistral/"),
                        third -> assertThat(third).startsWith("/mistral/"));
        assertThat(load("openai", "limits").restsFor()).isPositive();
    }

    @Test
    void keysOfOneProvider_areTargets() throws Exception {
        UPSTREAM.answer(request -> request.headers().get("authorization").endsWith(SECOND_KEY)
                ? Script.json(200, Answers.WHOLE)
                : Script.json(429, "{\"error\":{\"message\":\"Slow down\"}}", "Retry-After: 60"));

        assertThat(post(CHAT, chat("keys")).statusCode()).isEqualTo(200);
        assertThat(post(CHAT, chat("keys")).statusCode()).isEqualTo(200);

        assertThat(asked("/openai/")).isEqualTo(3); // the first key rests
        assertThat(loads.of("openai/keys").restsFor()).isPositive();
        assertThat(loads.of("openai/keys#OPENAI_API_KEY_2").restsFor()).isZero();
    }
}

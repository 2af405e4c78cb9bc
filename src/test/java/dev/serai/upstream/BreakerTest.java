package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.ImpatientGatewayTest;
import dev.serai.support.Script;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Providers that cannot be reached or take too long, and those that are left alone for a while. */
@Timeout(60)
class BreakerTest extends ImpatientGatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final int WINDOW = 10;

    @Test
    void refusedConnection_isUnreachable() throws Exception {
        HttpResponse<String> response = post(CHAT, chat("refused/any"));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_unreachable");
    }

    @Test
    void refusedConnection_failsOver() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> response = post(CHAT, chat("chain"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("lasting");
    }

    @Test
    void failureOfAllTargets_isTheLastOnes() throws Exception {
        UPSTREAM.answer(Script.json(429, "{\"error\":{\"message\":\"Slow down\"}}", "Retry-After: 3"));

        HttpResponse<String> response = post(CHAT, chat("chain"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("3");
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("lasting");
    }

    @Test
    void timeout_failsOver() throws Exception {
        only("anthropic", Script.silent().stall(50));

        HttpResponse<String> response = post(CHAT, chat("smart"));

        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("openai");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @Test
    void streamThatStallsBeforeItBegins_failsOver() throws Exception {
        only("anthropic", Script.stream().stall(50));

        HttpResponse<String> response = post(CHAT, streamedChat("smart"));

        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("openai");
        assertThat(response.body()).endsWith(Answers.DONE);
    }

    @Test
    void openBreaker_refusesWithoutAsking() throws Exception {
        int asked = openBreaker();

        HttpResponse<String> response = post(CHAT, chat("patient/any"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo("circuit_open");
        assertThat(error(response).path("message").asText()).contains("'patient/any'", "HTTP 500", "again in");
        assertThat(Integer.parseInt(response.headers().firstValue("retry-after").orElse("")))
                .isBetween(1, 4);
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("patient");
        assertThat(response.headers().firstValue("x-serai-attempts")).hasValue("patient/any skipped circuit_open");
        assertThat(UPSTREAM.received()).hasSize(asked);
    }

    @Test
    void openBreaker_isOneModelsOwn() throws Exception {
        openBreaker();
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        assertThat(post(CHAT, chat("patient/other")).statusCode()).isEqualTo(200);
    }

    @Test
    void openBreaker_isTheSameForAliases() throws Exception {
        openBreaker();
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> response = post(CHAT, chat("waiting"));

        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("lasting");
        assertThat(UPSTREAM.received()).extracting(Received::path).doesNotContain("/patient/chat/completions");
    }

    @Test
    void providerThatNobodyCanConnectTo_isLeftAloneWithAllItsModels() throws Exception {
        for (int i = 0; i < WINDOW; i++) {
            assertThat(post(CHAT, chat("refused/model-" + i)).statusCode()).isEqualTo(502);
        }

        HttpResponse<String> response = post(CHAT, chat("refused/another"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response).path("message").asText()).contains("The provider 'refused'", "again in");
        assertThat(response.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void openBreaker_isOneProvidersOwn() throws Exception {
        openBreaker();
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        assertThat(post(CHAT, chat("lasting/any")).statusCode()).isEqualTo(200);
    }

    @Test
    void openBreaker_failsOver() throws Exception {
        only("anthropic", Script.json(500, "{}"));
        for (int i = 0; i < WINDOW; i++) {
            assertThat(post(CHAT, chat("smart")).statusCode()).isEqualTo(200);
        }
        only("anthropic", Script.json(500, "{}"));

        assertThat(post(CHAT, chat("smart")).headers().firstValue("x-serai-provider"))
                .hasValue("openai");

        assertThat(UPSTREAM.received()).extracting(Received::path).containsExactly("/openai/chat/completions");
    }

    @Test
    void breakerOpenForItsTime_letsTheProviderTry() throws Exception {
        openBreaker();
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        int status = 503;
        for (int i = 0; i < 300 && status == 503; i++) {
            Thread.sleep(100);
            status = post(CHAT, chat("patient/any")).statusCode();
        }

        assertThat(status).isEqualTo(200);
    }

    @Test
    void failedTry_opensTheBreakerAgain() throws Exception {
        openBreaker();
        UPSTREAM.answer(Script.json(500, "{}"));

        breaker("patient/any").transitionToHalfOpenState();
        for (int i = 0; i < 5; i++) {
            post(CHAT, chat("patient/any"));
        }

        assertThat(UPSTREAM.received()).hasSize(1);
    }

    /** Gives how often the provider was asked for that: whoever looks for its models asks it, too. */
    private int openBreaker() throws Exception {
        UPSTREAM.answer(Script.json(500, "{}"));
        for (int i = 0; i < WINDOW && breaker("patient/any").getState() == CircuitBreaker.State.CLOSED; i++) {
            assertThat(post(CHAT, chat("patient/any")).statusCode()).isEqualTo(500);
        }
        return UPSTREAM.received().size();
    }
}

package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.breakers.Retryable;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a balancer asks one target after the other, and what it learns of them. */
class BalancerTest {

    private final Simulation simulation = new Simulation();
    private final Balancer balancer = new InOrder(simulation.loads);
    private final List<Object> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        balancer.stop();
    }

    @Test
    void answer_isTheFirstOnes() throws Exception {
        start(exchange -> exchange.getMessage().setBody("one"), failing(new IllegalStateException()));

        assertThat(process().getMessage().getBody()).isEqualTo("one");
        assertThat(load(0).inFlight()).isZero();
        assertThat(load(0).latency()).isPositive();
        assertThat(load(1).latency()).isZero();
    }

    @Test
    void nextTarget_findsNothingOfTheOneThatFailed() throws Exception {
        start(
                exchange -> {
                    exchange.getMessage().setBody("broken");
                    exchange.getMessage().setHeader("left", "behind");
                    exchange.setProperty("left", "behind");
                    throw error(503, null);
                },
                exchange -> asked.add(
                        exchange.getMessage().getBody(ApiRequest.class).model() + " "
                                + exchange.getMessage().getHeaders() + exchange.getProperty("left")));

        Exchange exchange = process();

        assertThat(asked).containsExactly("m {}null");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(load(0).successRate()).isLessThan(1);
        assertThat(load(1).successRate()).isEqualTo(1);
    }

    @Test
    void refusal_isTheCallers() throws Exception {
        start(failing(ApiException.badRequest("bad", null, "No")), exchange -> asked.add("second"));

        assertThat(code(process())).isEqualTo("bad");
        assertThat(asked).isEmpty();
        assertThat(load(0).successRate()).as("says nothing of the target").isEqualTo(1);
        assertThat(load(0).inFlight()).isZero();
    }

    @Test
    void refusedCredentials_areTheTargetsFailure() throws Exception {
        start(failing(new ApiException(502, "server_error", "provider_authentication_failed", null, "No")));

        assertThat(code(process())).isEqualTo("provider_authentication_failed");
        assertThat(load(0).successRate()).isLessThan(1);
    }

    @Test
    void error_isTheLastRealOne() throws Exception {
        start(
                failing(error(500, "first")),
                failing(notAsked("circuit_open")),
                failing(error(500, "last")),
                failing(notAsked("provider_not_configured")));

        assertThat(code(process())).isEqualTo("last");
    }

    @Test
    void error_isTheLastOneWhereNobodyWasAsked() throws Exception {
        start(failing(notAsked("circuit_open")), failing(notAsked("provider_not_configured")));

        assertThat(code(process())).isEqualTo("provider_not_configured");
        assertThat(load(0).successRate()).isEqualTo(1);
    }

    @Test
    void error_isOfWhoCanBeAskedAgainRatherThanOfWhoIsNotSetUp() throws Exception {
        Retryable open = notAsked("circuit_open");
        open.header("retry-after", "3");
        start(failing(open), failing(notAsked("provider_not_configured")));

        assertThat(code(process())).isEqualTo("circuit_open");
    }

    @Test
    void limitedTarget_isAskedLastUntilItsTime() throws Exception {
        start(
                exchange -> {
                    asked.add("first");
                    throw error(429, "rate_limit_exceeded").header("retry-after", "5");
                },
                exchange -> asked.add("second"));

        process();
        process();
        simulation.pass(Duration.ofSeconds(5));
        process();

        assertThat(asked).containsExactly("first", "second", "second", "first", "second");
    }

    @Test
    void targetAtItsLimit_isAskedLastUntilTheReset() throws Exception {
        start(
                exchange -> {
                    asked.add("first");
                    exchange.getMessage().setHeader("x-ratelimit-remaining-requests", "0");
                    exchange.getMessage().setHeader("x-ratelimit-reset-requests", "3s");
                },
                exchange -> asked.add("second"));

        process();
        process();
        simulation.pass(Duration.ofSeconds(3));
        process();

        assertThat(asked).containsExactly("first", "second", "first");
    }

    @Test
    void restingTarget_isAskedAllTheSameWhenOthersFail() throws Exception {
        start(exchange -> asked.add("first"), failing(error(503, null)));
        load(0).rest(Duration.ofSeconds(9).toNanos());

        assertThat(process().getException()).isNull();
        assertThat(asked).containsExactly("first");

        load(1).rest(Duration.ofSeconds(9).toNanos());
        assertThat(process().getException()).isNull();
    }

    @Test
    void openBreaker_isAskedAgainAfterASecond() throws Exception {
        start(failing(notAsked("circuit_open")), exchange -> {});

        process();

        assertThat(load(0).restsFor()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void balancerWithoutSteps_doesNotStart() {
        assertThatThrownBy(balancer::start).hasMessageContaining("has no steps");
    }

    private void start(Processor... steps) {
        balancer.setRouteId("model-x");
        balancer.setId("x");
        for (Processor step : steps) {
            balancer.addProcessor(AsyncProcessorConverterHelper.convert(step));
        }
        balancer.start();
    }

    private Exchange process() throws Exception {
        Exchange exchange = Chats.chat("question");
        balancer.process(exchange, doneSync -> {});
        return exchange;
    }

    private Load load(int place) {
        return simulation.loads.of("model-x/x/" + place);
    }

    private static String code(Exchange exchange) {
        return exchange.getException(ApiException.class).code();
    }

    private static Processor failing(RuntimeException error) {
        return exchange -> {
            throw error;
        };
    }

    private static ApiException error(int status, String code) {
        return new Retryable(status, "server_error", code, "Failed");
    }

    private static Retryable notAsked(String code) {
        return new Retryable(503, "server_error", code, "Nobody was asked").notAsked();
    }
}

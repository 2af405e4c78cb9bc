package dev.serai.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a provider is checked, and what a check is worth. */
class HealthCheckTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "acme",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(4)
                    .minimumNumberOfCalls(4)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final HealthCheck check = new HealthCheck(breaker, 0);
    private long now;

    /** What the breaker sees of a call, be it a request or a check. */
    private void call(boolean succeeds) {
        if (breaker.tryAcquirePermission()) {
            if (succeeds) {
                breaker.onSuccess(1, TimeUnit.MILLISECONDS);
            } else {
                breaker.onError(1, TimeUnit.MILLISECONDS, new IOException("down"));
            }
        }
    }

    private boolean begins() {
        return check.begin(now, INTERVAL);
    }

    /** Lets an interval go by. */
    private boolean beginsLater() {
        now += INTERVAL.toNanos();
        return begins();
    }

    private void ends(boolean succeeds) {
        call(succeeds);
        check.end();
    }

    private void requestsOpenIt() {
        for (int i = 0; i < 4; i++) {
            call(false);
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void idleProvider_isAskedOnceAnInterval() {
        assertThat(begins()).isFalse();
        assertThat(beginsLater()).isTrue();
        assertThat(beginsLater()).as("while it is asked").isFalse();
        ends(true);
        assertThat(beginsLater()).isTrue();
        ends(true);
        assertThat(begins()).isFalse();
    }

    @Test
    void providerThatRequestsGoTo_isNotAsked() {
        call(true);
        assertThat(beginsLater()).isFalse();
        call(false);
        assertThat(beginsLater()).isFalse();

        assertThat(beginsLater()).isTrue();
    }

    @Test
    void failingChecks_openTheBreaker_andAnAnswerClosesIt() {
        for (int i = 0; i < 4; i++) {
            assertThat(beginsLater()).isTrue();
            ends(false);
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(beginsLater()).as("while it is left alone").isFalse();

        breaker.transitionToHalfOpenState();
        assertThat(begins()).as("as soon as somebody may try").isTrue();
        ends(true);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOpenBreaker_isAskedAgainEachTimeItLetsSomebodyTry() {
        requestsOpenIt();
        for (int i = 0; i < 3; i++) {
            breaker.transitionToHalfOpenState();
            assertThat(begins()).isTrue();
            ends(false);
            assertThat(begins()).isFalse();
        }
    }

    @Test
    void breakerThatIsSetByHand_isNotAsked() {
        breaker.transitionToForcedOpenState();
        assertThat(beginsLater()).isFalse();
        breaker.transitionToDisabledState();
        assertThat(beginsLater()).isFalse();
    }
}

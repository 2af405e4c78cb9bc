package dev.serai.discovery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;

/**
 * When one provider is to be asked whether it is well. A check stands in for a request that nobody makes: it is asked
 * where nobody else has asked for a while, and first of all when its breaker lets somebody try. What came of it its
 * provider's breaker is told by the provider's route, as of a request.
 */
final class HealthCheck {

    /** The breaker's count of the last calls: where it is the same, nobody has called, or everyone with success. */
    private record Window(int succeeded, int failed) {

        static Window of(CircuitBreaker breaker) {
            CircuitBreaker.Metrics metrics = breaker.getMetrics();
            return new Window(metrics.getNumberOfSuccessfulCalls(), metrics.getNumberOfFailedCalls());
        }
    }

    private final CircuitBreaker breaker;
    private long lastAt;
    private State lastState = State.CLOSED;
    private Window lastWindow;
    private boolean asking;

    /**
     * Waits for a whole interval first.
     *
     * @param now in nanoseconds, on a clock of its own
     */
    HealthCheck(CircuitBreaker breaker, long now) {
        this.breaker = breaker;
        this.lastAt = now;
        this.lastWindow = Window.of(breaker);
    }

    /** Whether this is the breaker that it looks at: a provider that was gone for a while has another one. */
    boolean looksAt(CircuitBreaker its) {
        return breaker == its;
    }

    /** Whether it is to be asked now; then {@link #end} is to follow. Called again and again. */
    synchronized boolean begin(long now, Duration interval) {
        if (asking) {
            return false;
        }
        State state = breaker.getState();
        boolean lets = state == State.HALF_OPEN && lastState != State.HALF_OPEN;
        lastState = state;
        if (!lets && now - lastAt < interval.toNanos()) {
            return false;
        }
        lastAt = now;
        asking = state == State.HALF_OPEN || (state == State.CLOSED && nobodyAsked());
        return asking;
    }

    private boolean nobodyAsked() {
        Window before = lastWindow;
        lastWindow = Window.of(breaker);
        return lastWindow.equals(before);
    }

    /** It was asked. */
    synchronized void end() {
        asking = false;
        lastWindow = Window.of(breaker);
    }
}

package dev.serai.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;

/**
 * When one provider is to be asked whether it is well. A check stands in for a request that nobody makes: it is asked
 * where nobody else has asked for a while, and first of all when its breaker lets somebody try.
 *
 * <p>Its answer counts for the breaker as a request's does, but it can mislead: a provider may list its models while chats
 * fail. So a breaker that requests opened again after a check had closed it is left to requests until one closes it.
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
    private boolean vouched; // a check has closed it, and no request has succeeded since
    private boolean misled; // requests have opened it again after that

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

    /** Whether it is to be asked now; then {@link #end} is to follow. Called again and again. */
    synchronized boolean begin(long now, Duration interval) {
        if (asking) {
            return false;
        }
        State state = breaker.getState();
        boolean lets = state == State.HALF_OPEN && lastState != State.HALF_OPEN;
        lastState = state;
        learn(state);
        if (!lets && now - lastAt < interval.toNanos()) {
            return false;
        }
        lastAt = now;
        asking = state == State.HALF_OPEN ? !misled : state == State.CLOSED && nobodyAsked();
        return asking;
    }

    private void learn(State state) {
        if (state == State.CLOSED) {
            misled = false;
            vouched &= Window.of(breaker).succeeded() <= lastWindow.succeeded();
        } else {
            misled |= vouched;
            vouched = false;
        }
    }

    private boolean nobodyAsked() {
        Window before = lastWindow;
        lastWindow = Window.of(breaker);
        return lastWindow.equals(before);
    }

    /** Takes what came of it. */
    synchronized void end(ModelLists.Outcome outcome) {
        asking = false;
        if (outcome == ModelLists.Outcome.ANSWERED) {
            vouched |= lastState == State.HALF_OPEN && breaker.getState() == State.CLOSED;
        } else if (outcome == ModelLists.Outcome.FAILED) {
            vouched = false;
        }
        lastWindow = Window.of(breaker);
    }
}

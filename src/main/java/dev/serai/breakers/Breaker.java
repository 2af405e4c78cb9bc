package dev.serai.breakers;

import dev.serai.memory.NamesInUse;
import dev.serai.wire.ApiException;
import dev.serai.wire.Ascii;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.util.concurrent.TimeUnit;

/** One circuit breaker, which knows besides why it is open and until when. */
public final class Breaker {

    /** Codes are a provider's words, and what is said here goes to other callers too. */
    private static final int LONGEST_CODE = 64;

    /** Lets everyone pass, and learns nothing: of what is no single target. */
    public static final Breaker NONE = none();

    private final CircuitBreaker circuit;
    private volatile long untilNanos;
    private volatile String lastFailure;

    Breaker(String name, CircuitBreakerConfig config) {
        IntervalFunction openFor = config.getWaitIntervalFunctionInOpenState();
        circuit = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.from(config)
                        .waitIntervalFunctionInOpenState(attempt -> {
                            long millis = openFor.apply(attempt);
                            untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
                            return millis;
                        })
                        .build());
        circuit.getEventPublisher().onError(event -> lastFailure = said(event.getThrowable()));
    }

    private static Breaker none() {
        Breaker none = new Breaker("none", CircuitBreakerConfig.ofDefaults());
        none.circuit.transitionToDisabledState();
        return none;
    }

    /** {@code provider}, or {@code provider/model} and the name of its key where that is not the provider's own. */
    public String name() {
        return circuit.getName();
    }

    /** The same as Resilience4j and Camel have it. */
    public CircuitBreaker circuit() {
        return circuit;
    }

    /** What failed last, without the words of any request; null if nothing did. */
    String lastFailure() {
        return lastFailure;
    }

    /** Whether nobody is let through at the moment. */
    public boolean refuses() {
        State state = circuit.getState();
        return state == State.OPEN || state == State.FORCED_OPEN;
    }

    /** Whether everybody is let through: an operator wants it so. */
    public boolean letsAll() {
        return circuit.getState() == State.DISABLED;
    }

    /** Whether it is still to be known by its name: of a target that no file names, where an operator has set it by hand. */
    public boolean isNamedBy(NamesInUse names) {
        State state = circuit.getState();
        boolean whole = name().indexOf('/') < 0;
        boolean forced = state == State.FORCED_OPEN || state == State.DISABLED;
        return names.haveTarget(name()) || ((whole || forced) && names.haveProvider(name()));
    }

    /** Whether it judges by all requests: it is neither open, nor do a few try for the others. */
    public boolean isClosed() {
        return circuit.getState() == State.CLOSED;
    }

    /** Lets a request pass, if it may: it is to say then what became of it. */
    public boolean lets() {
        return circuit.tryAcquirePermission();
    }

    /** It was answered. */
    public void succeeded(long nanos) {
        circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    /** It was not, and who was asked is to blame. */
    public void failed(long nanos, Throwable why) {
        circuit.onError(nanos, TimeUnit.NANOSECONDS, why);
    }

    /** An answer that had begun broke off. Where the breaker is not closed, those that it lets try judge alone. */
    public void brokeOff(Throwable why) {
        if (isClosed()) {
            failed(0, why);
        }
    }

    /** What became of it says nothing. */
    public void saysNothing() {
        circuit.releasePermission();
    }

    /**
     * What to tell who is not let through: why, and when it is tried again.
     *
     * @param who is left alone, for people
     */
    public Retryable refusal(String who) {
        State state = circuit.getState();
        if (state == State.FORCED_OPEN) {
            return Retryable.circuitOpen(who + " is left alone: an operator wants it so");
        }
        long nanos = state == State.OPEN ? Math.max(0, untilNanos - System.nanoTime()) : 0;
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
        String last = lastFailure;
        Retryable refusal = Retryable.circuitOpen(who + " is left alone, since it failed too often"
                + (last == null ? "" : ", at last with " + last) + "; it is tried again in " + seconds + " s");
        refusal.header("retry-after", String.valueOf(seconds));
        return refusal;
    }

    private static String said(Throwable why) {
        Throwable cause = causeOf(why);
        if (!(cause instanceof ApiException error)) {
            return cause.getClass().getSimpleName();
        }
        String code = error.code();
        boolean plain = code != null && code.length() <= LONGEST_CODE && Ascii.isPrintable(code);
        return "HTTP " + error.status() + (plain ? " (" + code + ")" : "");
    }

    /** Camel wraps what is no {@link RuntimeException}. */
    static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof org.apache.camel.RuntimeCamelException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

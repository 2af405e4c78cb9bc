package dev.serai.balancing;

import dev.serai.resilience.Retryable;
import dev.serai.upstream.Call;
import dev.serai.wire.AnswerStream;
import dev.serai.wire.ApiException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.EOFException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** What became of a try, and what that says of its target. */
final class Verdict {

    /** Until a target that could not be asked is tried again: that costs next to nothing. */
    private static final long SHORT_REST = TimeUnit.SECONDS.toNanos(1);

    private static final int TOO_MANY = 429;

    private Verdict() {}

    /** Whether somebody was asked, so that an error is a provider's own. */
    static boolean wasAsked(Exchange attempt) {
        Retryable failure = attempt.getException(Retryable.class);
        return failure == null || failure.asked();
    }

    /**
     * Tells the target's load; of a stream, when it has ended.
     *
     * @param attempt what came back
     * @param exchange ends when the answer is sent
     * @param limitsCount whether the limits that it reached are those of everyone
     */
    static void tell(Load load, Load.Turn turn, Exchange attempt, Exchange exchange, boolean limitsCount) {
        if (attempt.getException() == null) {
            Message answer = attempt.getMessage();
            if (limitsCount) {
                load.rest(RateLimits.exhausted(answer::getHeader));
            }
            answered(load.breaker(), turn, answer.getBody(), exchange);
            return;
        }
        ApiException error = attempt.getException(ApiException.class);
        if (!wasAsked(attempt)) {
            load.rest(limitsCount ? SHORT_REST : 0);
            turn.ended();
        } else if (error != null && error.status() < 500 && !(error instanceof Retryable)) {
            turn.ended();
        } else {
            if (limitsCount && error != null && error.status() == TOO_MANY) {
                load.rest(RateLimits.retryAfter(name -> error.headers().get(name)));
            }
            turn.failed();
        }
    }

    private static void answered(CircuitBreaker breaker, Load.Turn turn, Object body, Exchange exchange) {
        if (!(body instanceof AnswerStream stream)) {
            turn.firstToken();
            turn.succeeded();
            return;
        }
        begun(turn, stream);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                begun(turn, stream);
                if (stream.complete()) {
                    turn.succeeded();
                } else if (Call.of(exchange).outcome().aborted()) {
                    turn.ended();
                } else {
                    turn.failed();
                    brokeOff(breaker);
                }
            }
        });
    }

    /** Tells the target's breaker: how long it took, of a stream until its first content token. */
    static void tell(CircuitBreaker breaker, long nanos, Exchange attempt) {
        Exception error = attempt.getException();
        if (error == null) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        } else if (error instanceof Retryable && wasAsked(attempt)) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, error);
        } else {
            breaker.releasePermission();
        }
    }

    /** A stream that breaks off later counts too; a breaker that is not closed judges by its probes alone. */
    private static void brokeOff(CircuitBreaker breaker) {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new EOFException("the stream broke off"));
        }
    }

    /** The first event is mostly there when the answer is. */
    private static void begun(Load.Turn turn, AnswerStream stream) {
        if (stream.firstContentNanos() != 0) {
            turn.firstToken(stream.firstContentNanos());
        }
    }
}

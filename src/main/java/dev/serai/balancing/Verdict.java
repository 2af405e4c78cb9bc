package dev.serai.balancing;

import dev.serai.resilience.Retryable;
import dev.serai.upstream.Call;
import dev.serai.wire.AnswerStream;
import dev.serai.wire.ApiException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** What became of a try, and what that says of its target. */
final class Verdict {

    /** Errors of targets that were not asked at all. */
    private static final Set<String> NOT_ASKED =
            Set.of("circuit_open", "provider_not_configured", "provider_key_unreadable");

    /** Until a target that could not be asked is tried again: that costs next to nothing. */
    private static final long SHORT_REST = TimeUnit.SECONDS.toNanos(1);

    private static final int TOO_MANY = 429;

    private Verdict() {}

    /** Whether another target may do better. */
    static boolean isRetryable(Exchange attempt) {
        return attempt.getException(Retryable.class) != null;
    }

    /** Whether somebody was asked, so that an error is a provider's own. */
    static boolean wasAsked(Exchange attempt) {
        ApiException error = attempt.getException(ApiException.class);
        return error == null || error.code() == null || !NOT_ASKED.contains(error.code());
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
            answered(turn, answer.getBody(), exchange);
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

    private static void answered(Load.Turn turn, Object body, Exchange exchange) {
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
                }
            }
        });
    }

    /** The first event is mostly there when the answer is. */
    private static void begun(Load.Turn turn, AnswerStream stream) {
        if (stream.firstContentNanos() != 0) {
            turn.firstToken(stream.firstContentNanos());
        }
    }
}

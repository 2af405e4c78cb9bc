package dev.serai.balancing;

import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.provider.Timers;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.StreamErrors;
import dev.serai.wire.ApiException;
import dev.serai.wire.MemoryShort;
import java.io.EOFException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What became of a request, and what that says of its target. A limit that is reached, a refusal, a caller who leaves or
 * would not wait say nothing of how well it is: they must not keep others from it.
 */
final class Verdict {

    private static final int TOO_MANY = 429;

    private Verdict() {}

    /** Whether somebody was asked, so that an error is a provider's own. */
    static boolean wasAsked(Exchange attempt) {
        Retryable failure = attempt.getException(Retryable.class);
        return failure == null || failure.asked();
    }

    /**
     * Tells the target's load and breaker; of a stream, when it has ended.
     *
     * @param nanos how long it took, of a stream until its first content token
     * @param attempt what came back
     */
    static void tell(Load load, Load.Turn turn, long nanos, Exchange attempt) {
        if (attempt.getException() == null) {
            answered(load, turn, nanos, attempt);
            return;
        }
        ApiException error = attempt.getException(ApiException.class);
        if (error instanceof Retryable failure) {
            failed(load, turn, nanos, failure, Call.of(attempt));
        } else {
            refused(turn, error, Call.of(attempt));
            load.breaker().saysNothing();
        }
    }

    private static void failed(Load load, Load.Turn turn, long nanos, Retryable failure, Call call) {
        boolean limited = failure.status() == TOO_MANY || failure.isOutOfQuota();
        if (failure.isOfCaller()) {
            load.rest(0); // it says nothing of the target
        } else if (!failure.asked()) {
            load.restShortly();
        } else if (limited) {
            load.rest(
                    failure.isOutOfQuota()
                            ? RateLimits.LONGEST_NANOS
                            : RateLimits.retryAfter(name -> failure.headers().get(name)));
        }
        if (limited || failure.isEvidence()) {
            turn.failed();
        } else {
            turn.ended();
        }
        if (failure.isEvidence() && !failure.isOutOfQuota() && call.tries().blames(load)) {
            load.breaker().failed(nanos, failure);
        } else {
            load.breaker().saysNothing();
        }
    }

    private static void refused(Load.Turn turn, ApiException error, Call call) {
        if (call.tries().isBeaten()) {
            turn.firstToken(); // it would have taken this long at least
        }
        if (error == null || error instanceof MemoryShort || error.status() < 500) {
            turn.ended(); // what nobody expected is our own failure
        } else {
            turn.failed();
        }
    }

    private static void answered(Load load, Load.Turn turn, long nanos, Exchange attempt) {
        Message answer = attempt.getMessage();
        load.rest(RateLimits.exhausted(answer::getHeader));
        if (!(answer.getBody() instanceof AnswerStream stream)) {
            turn.firstToken();
            turn.succeeded();
            load.breaker().succeeded(0); // how long a whole answer takes is a matter of its length
            return;
        }
        boolean known = stream.hasContent() || !load.breaker().isClosed(); // whoever tries for others has answered
        if (known) {
            load.breaker().succeeded(nanos);
        }
        begun(turn, stream);
        long began = System.nanoTime() - nanos;
        Timers timers = Call.of(attempt).tries().timers();
        attempt.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                begun(turn, stream);
                if (!known && stream.hasContent()) {
                    load.breaker().succeeded(stream.firstContentNanos() - began);
                }
                ended(load, turn, stream, timers, Call.of(attempt));
            }
        });
    }

    private static void ended(Load load, Load.Turn turn, AnswerStream stream, Timers timers, Call call) {
        if (stream.complete()) {
            turn.succeeded();
        } else if (call.outcome().aborted() || endedByOthers(stream, timers)) {
            turn.ended();
        } else {
            turn.failed();
            brokeOff(load, call);
        }
    }

    /** The gateway or the caller's own limit ended it. */
    private static boolean endedByOthers(AnswerStream stream, Timers timers) {
        return stream.endedByUs()
                || (stream.error() != null
                        && timers != null
                        && timers.anyCallers()
                        && StreamErrors.isTimeout(stream.error()));
    }

    private static void brokeOff(Load load, Call call) {
        if (call.tries().blames(load)) {
            load.breaker().brokeOff(new EOFException("the stream broke off"));
        }
    }

    /** The first event is mostly there when the answer is. */
    private static void begun(Load.Turn turn, AnswerStream stream) {
        if (stream.firstContentNanos() != 0) {
            turn.firstToken(stream.firstContentNanos());
        }
    }
}

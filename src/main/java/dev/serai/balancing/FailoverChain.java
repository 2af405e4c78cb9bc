package dev.serai.balancing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Others;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.call.Way;
import dev.serai.recovery.Continuation;
import dev.serai.recovery.RecoveringStream;
import dev.serai.recovery.Recovery;
import dev.serai.recovery.Successors;
import dev.serai.recovery.Transcript;
import dev.serai.stream.AnswerStream;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ExchangeHelper;

/**
 * The targets of one request in their order: one answers after the other fails, before its first content token and, as the
 * alias' {@link Recovery} says, in the midst of its answer.
 */
public final class FailoverChain implements Successors {

    /**
     * One target's answer or error.
     *
     * @param target who was asked; null if nobody was
     */
    private record Attempt(Exchange exchange, Target target) {}

    private final Exchange exchange;
    private final ApiRequest request;
    private final Candidates left;
    private final BalancerOptions options;
    private final Others around;
    private final SavedStreams streams;
    private BalancedTarget current;
    private boolean askedAgain;
    private RecoveringStream stream;

    /**
     * Asks until one answers; the answer, or the last real error, is in the exchange.
     *
     * @param order one or more
     */
    public static void ask(Exchange exchange, List<BalancedTarget> order) {
        Branch.ask(exchange, it -> new FailoverChain(it, order, BalancerOptions.NONE, new SavedStreams()).ask());
    }

    /**
     * Begins with the first.
     *
     * @param order one or more
     * @param streams counts those that break off
     */
    FailoverChain(Exchange exchange, List<BalancedTarget> order, BalancerOptions options, SavedStreams streams) {
        this.streams = streams;
        this.exchange = exchange;
        this.request = Requests.of(exchange);
        this.left = new Candidates(exchange, order);
        this.options = options;
        this.around = Call.of(exchange).attempts().others();
        if (options.recovery().continues()) {
            Call.of(exchange).attempts().wording().recovered(true);
        }
    }

    void ask() {
        Call call = call();
        Attempt result = null;
        BalancedTarget told = null;
        do {
            BalancedTarget next = left.next();
            Attempt attempt =
                    result == null && options.hedges(request) && left.anyConfigured() ? race(next) : ask(next);
            if (result == null || saysMore(attempt.exchange, result.exchange)) {
                result = attempt;
                told = current;
            }
        } while (othersMayHelp(result.exchange, told) && !left.isEmpty());
        call.answeredBy(result.target);
        ExchangeHelper.copyResults(exchange, result.exchange);
        if (exchange.getException() == null
                && request.isText()
                && exchange.getMessage().getBody() instanceof AnswerStream first) {
            stream = new RecoveringStream(first, options.recovery(), this, readers(), call.memory());
            call.outcome().streams(stream);
            exchange.getMessage().setBody(stream);
        }
    }

    /** Looked up each time: in the midst of an answer a fork of the call may have become the call. */
    private Call call() {
        return Call.of(exchange);
    }

    private Executor readers() {
        return CamelContextHelper.mandatoryLookup(exchange.getContext(), "applicationTaskExecutor", Executor.class);
    }

    /** Who was asked says more than who was not, and who can be asked again than who is not set up at all. */
    private static boolean saysMore(Exchange attempt, Exchange earlier) {
        return Verdict.wasAsked(attempt)
                || (!Verdict.wasAsked(earlier) && (isLeftAlone(attempt) || !isLeftAlone(earlier)));
    }

    private static boolean isLeftAlone(Exchange attempt) {
        return attempt.getException(ApiException.class).headers().containsKey("retry-after");
    }

    private boolean othersMayHelp(Exchange attempt, BalancedTarget asked) {
        ApiException error = attempt.getException(ApiException.class);
        if (error instanceof Retryable failure) {
            if (failure.isOutOfQuota()) {
                left.dropThoseWithTheKeyOf(asked);
            }
            return !failure.isUnknown();
        }
        if (error == null || !"context_length_exceeded".equals(error.code())) {
            return options.refusals().routeAround(attempt);
        }
        left.dropThoseAsSmallAs(asked);
        return true;
    }

    @Override
    public boolean hasNext() {
        return left.anyConfigured();
    }

    @Override
    public Successor next(Transcript sofar, JsonNode failure) {
        if (options.refusals() == Refusals.PASS && Refusals.isRefusal(failure)) {
            return null;
        }
        boolean silent = "timeout_error".equals(failure.path("type").asText());
        if (!silent && !askedAgain && left.isEmpty()) {
            askedAgain = true;
            left.add(current); // a connection that broke says little of the next one
        }
        if (sofar != null) {
            call().answerers().brokeOff(call().attempts().last());
        }
        Successor successor = null;
        while (successor == null && !left.isEmpty() && !call().outcome().over()) {
            successor = follow(left.next(), sofar);
        }
        call().outcome().streams(stream);
        streams.note(sofar != null, successor == null ? null : successor.how());
        return successor;
    }

    private Successor follow(BalancedTarget member, Transcript sofar) {
        boolean plain = options.recovery() == Recovery.RESUME && sofar != null && sofar.isPlainText();
        Continuation how = plain ? member.continuation(call()) : Continuation.ANEW;
        boolean continues = how != Continuation.ANEW;
        if (sofar != null) {
            call().attempts().next(Way.RESTART);
        }
        Attempt attempt = continues ? continueFrom(member, sofar) : ask(member);
        if (continues && attempt.exchange.getException() != null && !othersMayHelp(attempt.exchange, member)) {
            how = Continuation.ANEW; // it does not take the beginning of an answer: it is asked as everyone is
            attempt = ask(member);
        }
        return attempt.exchange.getException() == null
                        && attempt.exchange.getMessage().getBody() instanceof AnswerStream answer
                ? new Successor(answer, how)
                : null;
    }

    private Attempt continueFrom(BalancedTarget member, Transcript sofar) {
        call().attempts().continueFrom(sofar);
        try {
            return ask(member);
        } finally {
            call().attempts().continueFrom(null);
        }
    }

    /** Asks the first, and the next one that is well beside it if it takes long. */
    private Attempt race(BalancedTarget first) {
        Hedging hedging = CamelContextHelper.mandatoryLookup(exchange.getContext(), "hedging", Hedging.class);
        current = first;
        try {
            call().attempts().others(around.or(options.others()));
            HedgedAttempt fastest = hedging.ask(exchange, options.hedge(), current, left::nextWell);
            current = fastest.member();
            return new Attempt(fastest.exchange(), call().target());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Exchange stopped = ExchangeHelper.createCopy(exchange, true);
            stopped.setException(e);
            return new Attempt(stopped, call().target());
        } finally {
            call().attempts().others(around);
        }
    }

    /** Asks with a copy, so that what a target left behind is gone when the next one is asked. */
    private Attempt ask(BalancedTarget member) {
        current = member;
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        copy.setException(null);
        copy.getMessage().setBody(request); // in the midst of an answer that is the body
        call().attempts().others(left.anyConfigured() ? around.or(options.others()) : around);
        try {
            member.ask(copy);
        } finally {
            call().attempts().others(around);
        }
        return new Attempt(copy, call().target());
    }
}

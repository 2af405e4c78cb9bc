package dev.serai.balancing;

import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Others;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Operations;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Asks a target, and asks it again where that may help: after a pause that grows, or as long as the provider wants, if
 * that is not too long. Where others can be asked instead, they are asked at once, unless the alias says otherwise.
 */
final class Retries {

    private static final double SHARE = 0.2;
    private static final int PER_SECOND = 5;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(4);

    private final Allowance budget;
    private final DoubleSupplier chance;
    private final long longestWait;

    /**
     * Sets what bounds them.
     *
     * @param longestWait a provider that wants a longer pause is not asked again
     * @param chance from 0 to below 1
     */
    Retries(Duration longestWait, LongSupplier nanos, DoubleSupplier chance) {
        this.longestWait = longestWait.toNanos();
        this.budget = new Allowance(nanos, SHARE, PER_SECOND, 10 * PER_SECOND);
        this.chance = chance;
    }

    /** Asks by this route; the answer or the last error is in the exchange. */
    void ask(Exchange exchange, Target target, AsyncProcessor route) {
        budget.request();
        exchange.setVariable("target", target);
        if (!Guard.mayAsk(exchange, target)) {
            return;
        }
        ApiRequest request = Requests.of(exchange);
        run(route, target, request, exchange, false);
        if (exchange.getException() == null) {
            return;
        }
        int most = most(exchange, target, request);
        for (int tries = 1; tries <= most && mayHelp(exchange, tries); tries++) {
            Exchange again = ExchangeHelper.createCopy(exchange, true);
            again.setException(null);
            run(route, target, request, again, true);
            ExchangeHelper.copyResults(exchange, again);
        }
    }

    private static int most(Exchange exchange, Target target, ApiRequest request) {
        if (request.passed() != null && !request.passed().isRepeatable()) {
            return 0;
        }
        int said = target.options().retries();
        if (said >= 0) {
            return said;
        }
        return Call.of(exchange).attempts().others() == Others.NONE
                ? target.provider().retries()
                : 0;
    }

    /** Where it fails, the request is the body again: it, or somebody else, may be asked next. */
    private static void run(AsyncProcessor route, Target target, ApiRequest request, Exchange exchange, boolean again) {
        Call call = Call.of(exchange);
        call.attempts().asks(target, again);
        Guard.run(route, exchange);
        Exception failure = exchange.getException();
        if (failure != null) {
            exchange.getMessage().setBody(request);
            if (Operations.makes(request.operation())
                    && failure instanceof Retryable retryable
                    && call.attempt() != null
                    && call.attempt().costs()) {
                retryable.unknown(); // it may be in the making
            }
            call.tries().over();
        }
        call.tries().note(target, failure == null ? null : exchange.getException(ApiException.class));
        call.attempts().asked(failure);
    }

    /** Whether it is worth it; if so, after the pause. */
    private boolean mayHelp(Exchange exchange, int tries) {
        Retryable failure = exchange.getException(Retryable.class);
        if (failure == null || !failure.repeatable()) {
            return false;
        }
        long wanted = RateLimits.retryAfter(name -> failure.headers().get(name));
        if (wanted > longestWait || !budget.take()) {
            return false;
        }
        pause(exchange, Math.max(wanted, pause(tries)));
        return exchange.getException() == failure;
    }

    /** Full jitter: clients that failed together do not come back together. */
    private long pause(int tries) {
        long most = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries - 1, 10));
        return (long) (most * chance.getAsDouble());
    }

    private static void pause(Exchange exchange, long length) {
        Call call = Call.of(exchange);
        try {
            call.waiting().pause(Duration.ofNanos(length));
            call.requireClient();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(e);
        } catch (RuntimeException left) {
            exchange.setException(left);
        }
    }
}

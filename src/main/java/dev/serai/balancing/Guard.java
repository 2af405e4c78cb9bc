package dev.serai.balancing;

import dev.serai.access.Caller;
import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Hooks;
import dev.serai.call.Target;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * Asks a target, by itself or as one of an alias: not while it is to be left alone, again where that may help, and learns
 * from what became of it. However often it was tried, a request is one call for its breaker.
 */
public final class Guard {

    private final Loads loads;
    private final Retries retries;

    Guard(Loads loads, Retries retries) {
        this.loads = loads;
        this.retries = retries;
    }

    /** A file names it: what becomes of it is shown. */
    public void lists(Target target) {
        loads.named(target);
    }

    /** Asks by this route; the answer or the last error is in the exchange. */
    public void ask(Exchange exchange, Target target, AsyncProcessor route) {
        Branch.ask(exchange, it -> askAlone(it, target, route));
    }

    private void askAlone(Exchange exchange, Target target, AsyncProcessor route) {
        Load load = loads.of(target).of(Caller.of(exchange), target.provider().name());
        Retryable refusal = load.refusal(target.toString());
        if (refusal == null) {
            ask(load, exchange, it -> retries.ask(it, target, route));
            return;
        }
        load.restShortly();
        Call call = Call.of(exchange);
        if (call.target() == null) {
            call.answeredBy(target); // nobody else was asked whose name the client could get
        }
        call.tries().note(target, refusal);
        call.attempts().skips(target, refusal);
        exchange.setException(refusal);
    }

    /** Whether the caller may have an alias asked; if not, that is the exchange's error. */
    public static boolean mayAsk(Exchange exchange, String alias) {
        return mayAsk(exchange, hooks -> hooks.asks(alias));
    }

    /** The same for a provider's model. */
    static boolean mayAsk(Exchange exchange, Target target) {
        return mayAsk(exchange, hooks -> hooks.asks(target));
    }

    private static boolean mayAsk(Exchange exchange, Consumer<Hooks> asks) {
        try {
            asks.accept(Call.of(exchange).hooks());
            return true;
        } catch (ApiException refusal) {
            exchange.setException(refusal);
            return false;
        }
    }

    /** Asks what is no single target, and has no breaker. */
    static AsyncProcessor learning(Load load, AsyncProcessor step) {
        return AsyncProcessorConverterHelper.convert(exchange -> ask(load, exchange, it -> run(step, it)));
    }

    private static void ask(Load load, Exchange exchange, Consumer<Exchange> step) {
        Load.Turn turn = load.begin();
        long began = System.nanoTime();
        try {
            step.accept(exchange);
        } catch (RuntimeException | Error e) { // the turn, and the breaker's permission, are to be given back
            Survival.saw(e);
            exchange.setException(e);
        }
        Verdict.tell(load, turn, System.nanoTime() - began, exchange);
    }

    /** Runs a step; what it throws is the exchange's. */
    static void run(AsyncProcessor step, Exchange exchange) {
        try {
            step.process(exchange);
        } catch (Throwable e) { // whatever it is: others wait for the end of this
            Survival.saw(e);
            exchange.setException(e);
        }
    }
}

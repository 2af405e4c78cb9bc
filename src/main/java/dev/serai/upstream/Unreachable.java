package dev.serai.upstream;

import dev.serai.breakers.Breakers;
import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** The step {@code unreachable}: says in OpenAI's terms why a provider gave no answer at all. */
public final class Unreachable implements Processor {

    private final Breakers breakers;

    /** Takes those whose refusals it explains. */
    public Unreachable(Breakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.of(exchange);
        call.tries().ends();
        String name = call.target().provider().name();
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        while (cause.getCause() != null && cause instanceof RuntimeException) {
            cause = cause.getCause();
        }
        throw failure(call, name, cause);
    }

    private Retryable failure(Call call, String name, Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return UpstreamErrors.timedOut(call, BreakOff.CONNECTING);
        }
        if (cause instanceof io.github.resilience4j.circuitbreaker.CallNotPermittedException) {
            call.tries().skips();
            return breakers.ofProvider(name).refusal("The provider '" + name + "'");
        }
        if (call.tries().timerExceeded() != null) {
            return UpstreamErrors.timedOut(call, call.tries().timerExceeded());
        }
        return new Retryable(
                502,
                "server_error",
                "provider_unreachable",
                "The provider '" + name + "' could not be reached, or broke off its answer");
    }
}

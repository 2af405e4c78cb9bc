package dev.serai.routing;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.resilience4j.ResilienceProcessor;

/**
 * Camel's {@code circuitBreaker} where a breaker is all that its steps need: no fallback, no time limit, no bulkhead. Camel
 * runs them on a copy of the exchange, so that a fallback finds it as it was, and waits for them; here nobody would, and to
 * copy a request and its answer takes longer than the breaker itself.
 */
final class BreakerStep extends ResilienceProcessor {

    private final CircuitBreaker circuit;
    private final AsyncProcessor steps;

    BreakerStep(CircuitBreaker circuit, AsyncProcessor steps) {
        super(circuit.getCircuitBreakerConfig(), null, null, steps, null, true, null, null);
        setCircuitBreaker(circuit);
        this.circuit = circuit;
        this.steps = steps;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            circuit.acquirePermission();
        } catch (CallNotPermittedException refused) {
            exchange.setException(refused);
            callback.done(true);
            return true;
        }
        long begun = circuit.getCurrentTimestamp();
        Object around = exchange.getProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK);
        exchange.setProperty(
                ExchangePropertyKey.TRY_ROUTE_BLOCK, true); // as a doTry: a failure is told, and not handled in it
        return steps.process(exchange, sync -> {
            exchange.setProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, around);
            note(circuit.getCurrentTimestamp() - begun, exchange.getException());
            exchange.setProperty(
                    ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION, exchange.getException() == null);
            callback.done(sync);
        });
    }

    private void note(long took, Throwable failure) {
        if (failure == null) {
            circuit.onSuccess(took, circuit.getTimestampUnit());
        } else {
            circuit.onError(took, circuit.getTimestampUnit(), failure);
        }
    }
}

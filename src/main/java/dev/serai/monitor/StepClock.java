package dev.serai.monitor;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.ManagementInterceptStrategy.InstrumentationProcessor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Takes the time of a step, or of a route, around it; in Camel's own places for that. */
final class StepClock extends DelegateAsyncProcessor
        implements InstrumentationProcessor<Long>, CamelInternalProcessorAdvice<Long> {

    private final Times times;

    StepClock(Times times) {
        this.times = times;
    }

    @Override
    public Long before(Exchange exchange) {
        return System.nanoTime();
    }

    @Override
    public void after(Exchange exchange, Long begun) {
        times.add(System.nanoTime() - begun, exchange.isFailed());
    }

    /** Where an error handler tries again: each try counts. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        long begun = System.nanoTime();
        return processor.process(exchange, sync -> {
            after(exchange, begun);
            callback.done(sync);
        });
    }

    @Override
    public void setCounter(Object counter) {
        // Camel's own is not needed
    }

    @Override
    public int getOrder() {
        return LOWEST - 2; // as Camel's own: before the step, behind tracers
    }
}

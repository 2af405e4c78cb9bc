package dev.serai.monitor;

import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.ManagementInterceptStrategy.InstrumentationProcessor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Takes the time of a step, or of a route, around it; in Camel's own places for that. */
final class StepClock extends DelegateAsyncProcessor
        implements InstrumentationProcessor<Long>, CamelInternalProcessorAdvice<Long> {

    private final Times times;
    private final Ending ending;

    /** When what is timed is over. */
    interface Ending {
        void await(Exchange exchange, Consumer<Boolean> over);
    }

    StepClock(Times times) {
        this(times, (step, over) -> over.accept(step.isFailed()));
    }

    /** One of a route, which ends in its own way. */
    StepClock(Times times, Ending ending) {
        this.times = times;
        this.ending = ending;
    }

    @Override
    public Long before(Exchange exchange) {
        return System.nanoTime();
    }

    @Override
    public void after(Exchange exchange, Long begun) {
        ending.await(exchange, failed -> times.add(System.nanoTime() - begun, failed));
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

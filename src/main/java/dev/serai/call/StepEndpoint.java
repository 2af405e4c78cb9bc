package dev.serai.call;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** An address that does something with an exchange in {@code to}, and begins nothing. */
public final class StepEndpoint extends DefaultEndpoint {

    private final Processor step;

    /** Has that done where a route comes by. */
    public StepEndpoint(String uri, Component component, Processor step) {
        super(uri, component);
        this.step = step;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                step.process(exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        String uri = getEndpointUri();
        throw new UnsupportedOperationException(
                uri.substring(0, uri.indexOf(':')) + ": is a step, not a source; use it in 'to'");
    }
}

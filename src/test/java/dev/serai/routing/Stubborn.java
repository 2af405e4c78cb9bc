package dev.serai.routing;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/** A step that cannot be started. */
public final class Stubborn extends ServiceSupport implements Processor {

    @Override
    public void process(Exchange exchange) {}

    @Override
    protected void doStart() {
        throw new IllegalStateException("will not start");
    }
}

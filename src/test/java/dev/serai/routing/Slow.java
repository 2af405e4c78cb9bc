package dev.serai.routing;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/** A step that takes a minute to start. */
public final class Slow extends ServiceSupport implements Processor {

    @Override
    public void process(Exchange exchange) {}

    @Override
    protected void doStart() throws InterruptedException {
        Thread.sleep(60_000);
    }
}

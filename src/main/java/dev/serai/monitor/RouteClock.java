package dev.serai.monitor;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.management.DefaultInstrumentationProcessor;
import org.apache.camel.management.PerformanceCounter;
import org.apache.camel.util.StopWatch;

/**
 * Tells the MBean of a route what it did, and for how long. Camel's own clock stops where the steps end, before an answer's
 * first byte is out, and takes a failure that was answered for a success.
 */
final class RouteClock extends DefaultInstrumentationProcessor {

    private final Route route;
    private final Endings endings;
    private PerformanceCounter counter;

    RouteClock(String type, Route route, Endings endings) {
        super(type);
        this.route = route;
        this.endings = endings;
    }

    @Override
    public void setCounter(Object mbean) {
        super.setCounter(mbean);
        if (mbean instanceof PerformanceCounter shown) {
            counter = shown;
        }
    }

    @Override
    public void after(Exchange exchange, StopWatch begun) {
        if (begun != null) {
            endings.await(route, exchange, failed -> ended(exchange, begun, failed));
        }
    }

    private void ended(Exchange exchange, StopWatch begun, boolean failed) {
        if (failed) {
            counter.failedExchange(exchange);
        } else {
            counter.completedExchange(exchange, begun.taken());
        }
    }
}

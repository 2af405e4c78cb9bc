package dev.serai.upstream;

import dev.serai.call.Call;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code keep}, last inside a circuit breaker. The breaker completes its copy of the exchange when its steps
 * end, and the HTTP component would then read a stream that is still to be sent to its end: what is to be done at the end
 * is handed to the exchange that the client waits for.
 */
public final class KeepStream implements Processor {

    @Override
    public void process(Exchange copy) {
        Call.of(copy).end().takesOver(copy);
    }
}

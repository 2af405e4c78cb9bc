package dev.serai.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes which generations' timers run. */
public final class Tick implements Processor {

    private static final Set<String> CONTEXTS = ConcurrentHashMap.newKeySet();

    static void clear() {
        CONTEXTS.clear();
    }

    static Set<String> contexts() {
        return CONTEXTS;
    }

    @Override
    public void process(Exchange exchange) {
        CONTEXTS.add(exchange.getContext().getName());
    }
}

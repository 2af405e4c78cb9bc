package dev.serai.routing;

import dev.serai.http.HttpEngine;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/**
 * One loaded state of the routes and transforms folders, immutable: its own Camel context, table of paths and index of
 * models. It counts the requests that are under way on it, streamed bodies included.
 */
final class Generation {

    private final int number;
    private final CamelContext context;
    private final HttpEngine engine;
    private final ModelIndex models;
    private final AtomicInteger inFlight = new AtomicInteger();

    Generation(int number, CamelContext context, HttpEngine engine, ModelIndex models) {
        this.number = number;
        this.context = context;
        this.engine = engine;
        this.models = models;
    }

    int number() {
        return number;
    }

    CamelContext context() {
        return context;
    }

    HttpEngine engine() {
        return engine;
    }

    ModelIndex models() {
        return models;
    }

    int inFlight() {
        return inFlight.get();
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    void stop() {
        context.stop();
    }
}

package dev.serai.models;

import dev.serai.call.Requests;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code resolve}: sets {@code ${variable.route}}, and {@code target} where the model names a provider. */
public final class Resolve implements Processor {

    private final ModelIndex index;

    public Resolve(ModelIndex index) {
        this.index = index;
    }

    @Override
    public void process(Exchange exchange) {
        ModelIndex.Way way = index.resolve(Requests.of(exchange).model());
        exchange.setVariable("route", way.route());
        way.leadsTo(exchange);
    }
}

package dev.serai.routing;

import dev.serai.upstream.Requests;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code resolve}: sets {@code ${variable.route}}, and {@code target} where the model names a provider. */
final class Resolve implements Processor {

    private final ModelIndex index;

    Resolve(ModelIndex index) {
        this.index = index;
    }

    @Override
    public void process(Exchange exchange) {
        ModelIndex.Way way = index.resolve(Requests.of(exchange).model());
        exchange.setVariable("route", way.route());
        way.leadsTo(exchange);
    }
}

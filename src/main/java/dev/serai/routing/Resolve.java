package dev.serai.routing;

import dev.serai.upstream.Call;
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
        ModelIndex.Way way = index.resolve(Call.of(exchange).asked().model());
        exchange.setVariable("route", way.route());
        if (way.target() != null) {
            exchange.setVariable("target", way.target());
        }
    }
}

package dev.serai.models;

import dev.serai.access.Caller;
import dev.serai.wire.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code listModels}: those that the caller may use. */
public record ListModels(ModelIndex index, ModelCatalog catalog) implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(Json.bytes(catalog.list(index, Caller.of(exchange)::allowsModel)));
    }
}

package dev.serai.routing;

import dev.serai.wire.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code listModels}. */
record ListModels(ModelIndex index, ModelCatalog catalog) implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(Json.bytes(catalog.list(index)));
    }
}

package dev.serai.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code getModel}: the model whose id is the variable {@code model} of the path. Every name that a request may have
 * is one, listed or not.
 */
public record GetModel(ModelIndex index, ModelCatalog catalog) implements Processor {

    @Override
    public void process(Exchange exchange) {
        String id = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .path()
                .getOrDefault("model", "");
        ModelIndex.Way way = index.resolve(id);
        boolean served = way.target() == null || way.target().provider().configured();
        if (!served || !Permit.allows(Caller.of(exchange), id, way)) {
            throw ModelIndex.notFound(id);
        }
        ObjectNode model = catalog.find(index, id, way);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(Json.bytes(model));
    }
}

package dev.serai.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code getModel}: the model whose id is the rest of the path, its slashes encoded or not. Every name that a request
 * may have is one, listed or not.
 */
public record GetModel(ModelIndex index, ModelCatalog catalog) implements Processor {

    private static final String PREFIX = "/v1/models/";

    @Override
    public void process(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        int end = path.length() - (path.endsWith("/") ? 1 : 0); // which says nothing
        String id = URLDecoder.decode(
                path.substring(PREFIX.length(), Math.max(PREFIX.length(), end)).replace("+", "%2B"),
                StandardCharsets.UTF_8);
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

package dev.serai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.events.Event;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultExchange;

/**
 * Has what was said pass a route before it is told: it gets {@code {"messages": […]}}, as a policy does of a request, and what
 * it leaves is told. What it fails with is told to nobody.
 *
 * @param route its id; empty for none
 */
record Redaction(CamelContext context, String route) {

    /**
     * Takes the route.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Redaction of(CamelContext context, String route) {
        if (!route.isEmpty() && context.getRoute(route) == null) {
            throw new IllegalArgumentException(
                    "redact=" + route + ": there is no such route, as policy-redact would be");
        }
        return new Redaction(context, route);
    }

    Event of(Event event) throws Exception {
        if (route.isEmpty()) {
            return event;
        }
        ObjectNode document = (ObjectNode) Json.parse(event.bytes());
        document.set(Event.CONTENT, redacted(document.path(Event.CONTENT)));
        return Event.of(event.type(), event.at(), document);
    }

    private JsonNode redacted(JsonNode content) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        Call call = new Call(exchange.getExchangeId(), Memory.UNCOUNTED);
        call.asked(ApiRequest.models());
        exchange.setVariable(Call.VARIABLE, call);
        exchange.getMessage().setBody(Json.bytes(content));
        try (Producer producer = context.getEndpoint("direct:" + route).createProducer()) {
            producer.start();
            producer.process(exchange);
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        JsonNode left = exchange.getMessage().getBody(JsonNode.class);
        if (left == null || !left.isObject()) {
            throw new IllegalStateException(route + " has left no JSON object of what was said");
        }
        return left;
    }
}

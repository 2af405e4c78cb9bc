package dev.serai.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.call.BodyConverters;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * What a background route asks a model: the same steps as at an endpoint put it on record, find out who asks, read it and
 * admit it.
 *
 * @param route that is called for it
 * @param step that reads it
 * @param key of who asks; null for the gateway itself
 */
record BackgroundRequest(String route, String step, String key) {

    private static final String ALIAS = "model-";
    private static final String PROVIDER = "provider-";
    private static final String CACHED = "policy-cache";
    private static final String ADMISSION = "policy-admit";

    private static final Map<String, String> STEPS =
            Map.of("chat", "readChat", "completions", "readCompletion", "embeddings", "readEmbeddings");

    /** Calls a route of the exchange's generation. */
    @FunctionalInterface
    interface Route {
        void process(String address) throws Exception;
    }

    /** Whether a route asks a model. */
    static boolean asks(String route) {
        return route.startsWith(ALIAS) || route.startsWith(PROVIDER) || route.equals("router") || route.equals(CACHED);
    }

    /**
     * What is asked by way of a route.
     *
     * @param operation null for a chat
     */
    static BackgroundRequest of(String route, String operation, String key) {
        String step = STEPS.get(operation == null ? "chat" : operation);
        if (step == null) {
            throw new IllegalArgumentException(
                    "generation:" + route + ": operation is chat, completions or embeddings, not '" + operation + "'");
        }
        return new BackgroundRequest(route, step, key);
    }

    /**
     * Makes the body of an exchange a request that may go on.
     *
     * @throws ApiException why it may not
     */
    void admit(Exchange exchange, Generation generation, Route routes) throws Exception {
        Message message = exchange.getMessage();
        step(exchange, "account");
        if (key == null) {
            exchange.setVariable(Caller.VARIABLE, Caller.gateway());
        } else {
            message.setHeader("Authorization", "Bearer " + key);
            message.setHeader(Exchange.HTTP_PATH, "generation:" + route);
            step(exchange, "authenticate");
        }
        message.setBody(body(exchange, message.getBody()));
        step(exchange, step);
        if (generation.context().getRoute(ADMISSION) != null) {
            routes.process("direct:" + ADMISSION);
        }
        generation.models().resolve(Requests.of(exchange).model()).leadsTo(exchange);
    }

    private static void step(Exchange exchange, String name) throws Exception {
        exchange.getContext()
                .getRegistry()
                .lookupByNameAndType(name, Processor.class)
                .process(exchange);
    }

    private byte[] body(Exchange exchange, Object body) throws IOException {
        byte[] bytes = BodyConverters.bytes(exchange, body);
        if (bytes == null) {
            throw ApiException.badRequest(null, null, "There is no body that could be a request");
        }
        try {
            return Json.parse(bytes) instanceof ObjectNode request ? named(request) : bytes;
        } catch (JsonProcessingException e) {
            return bytes; // who reads it says what is wrong
        }
    }

    /** The model is the one whose route is called, so that who is permitted to ask for one cannot get another. */
    private byte[] named(ObjectNode request) {
        if (route.startsWith(ALIAS)) {
            request.put("model", route.substring(ALIAS.length()));
        } else if (route.startsWith(PROVIDER)) {
            String provider = route.substring(PROVIDER.length()) + "/";
            String model = request.path("model").asText();
            request.put("model", model.startsWith(provider) ? model : provider + model);
        }
        return Json.bytes(request);
    }
}

package dev.serai.routing;

import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The scheme {@code generation:route}, for background routes: calls the route {@code direct:route} of the generation that
 * serves at the time. A route of {@code models/} or {@code providers/}, or the router, asks a model: then the body is a
 * request, and it is admitted and on record like a client's. Options: {@code operation}, what the body asks for
 * ({@code chat}), and {@code key}, the variable with the token of who asks; without one that is the gateway itself.
 */
final class GenerationComponent extends DefaultComponent {

    private final Generations generations;
    private final MemoryBudget memory;
    private final Tracing tracing;

    GenerationComponent(Generations generations, MemoryBudget memory, Tracing tracing) {
        this.generations = generations;
        this.memory = memory;
        this.tracing = tracing;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String route, Map<String, Object> parameters) {
        String operation = getAndRemoveParameter(parameters, "operation", String.class);
        String key = getAndRemoveParameter(parameters, "key", String.class);
        if (route.isBlank()) {
            throw new IllegalArgumentException("generation: names no route; write generation:model-smart");
        }
        if (!BackgroundRequest.asks(route)) {
            if (operation != null || key != null) {
                throw new IllegalArgumentException("generation:" + route
                        + ": operation and key are for routes that ask a model: model-…, provider-… and router");
            }
            return new GenerationEndpoint(uri, route, null);
        }
        return new GenerationEndpoint(uri, route, BackgroundRequest.of(route, operation, key(route, key)));
    }

    /** By the name of its variable: keys themselves stand in no file. */
    private String key(String route, String variable) {
        if (variable == null) {
            return null;
        }
        String key = getCamelContext().resolvePropertyPlaceholders("{{env:" + variable + ":}}");
        if (key.isBlank()) {
            throw new IllegalArgumentException("generation:" + route + ": the variable " + variable + " is not set");
        }
        return key;
    }

    private final class GenerationEndpoint extends DefaultEndpoint {

        private final String route;
        private final BackgroundRequest request;

        GenerationEndpoint(String uri, String route, BackgroundRequest request) {
            super(uri, GenerationComponent.this);
            this.route = route;
            this.request = request;
        }

        @Override
        public Producer createProducer() {
            return new GenerationProducer(this, generations, memory, tracing, route, request);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("generation: is a step, not a source; use it in 'to'");
        }
    }
}

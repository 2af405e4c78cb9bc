package dev.serai.routing;

import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import java.io.InputStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Calls a route of the serving generation in an exchange of that generation: one of another context would not find its
 * routes. A generation that is replaced meanwhile drains as it does for clients, until the answer is there, or a stream of
 * it was taken.
 */
final class GenerationProducer extends DefaultProducer {

    private final Generations generations;
    private final MemoryBudget memory;
    private final Tracing tracing;
    private final String route;
    private final BackgroundRequest request;

    /**
     * Calls nobody yet.
     *
     * @param request what the body asks of a model; null where the route asks none
     */
    GenerationProducer(
            Endpoint endpoint,
            Generations generations,
            MemoryBudget memory,
            Tracing tracing,
            String route,
            BackgroundRequest request) {
        super(endpoint);
        this.generations = generations;
        this.memory = memory;
        this.tracing = tracing;
        this.route = route;
        this.request = request;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        if (generations.serving() == null) {
            throw new IllegalStateException("generation:" + route + " cannot be called: no generation serves yet");
        }
        GenerationExchange visit = GenerationExchange.begin(generations.enter(), memory, exchange, getEndpoint());
        try {
            visit.traced(tracing, getEndpoint());
            Message answer = visit.call(route, request);
            Message message = exchange.getMessage();
            message.setBody(answer.getBody());
            answer.getHeaders().forEach(message::setHeader);
        } catch (Throwable e) {
            visit.close();
            throw e;
        }
        if (exchange.getMessage().getBody() instanceof InputStream) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    visit.close();
                }
            });
        } else {
            visit.close();
        }
    }
}

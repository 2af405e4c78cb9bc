package dev.serai.routing;

import dev.serai.access.Authenticator;
import dev.serai.call.Call;
import dev.serai.http.HttpConsumer;
import dev.serai.http.Reply;
import dev.serai.http.Sent;
import dev.serai.jobs.Runs;
import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import dev.serai.wire.ApiException;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Jobs that a generation has in flight: one that is replaced drains when they are done. */
record GenerationRuns(Generations generations, MemoryBudget memory, Tracing tracing) implements Runs {

    @Override
    public Run begin(String requestId, String uri) {
        Generation generation = generations.enter();
        HttpConsumer route = generation
                .engine()
                .find(uri, "POST")
                .map(methods -> methods.get("POST"))
                .orElse(null);
        if (route == null) {
            generation.leave();
            throw new ApiException(
                    404, "invalid_request_error", "unknown_url", null, "There is nothing at " + uri + " any more");
        }
        Exchange from = new DefaultExchange(generation.context());
        from.setExchangeId(requestId);
        return new Begun(GenerationExchange.begin(generation, memory, from, route.getEndpoint()), route, tracing);
    }

    private record Begun(GenerationExchange exchange, HttpConsumer route, Tracing tracing) implements Run {

        @Override
        public Call call() {
            return exchange.call();
        }

        @Override
        public Reply answer(String caller, Sent sent, byte[] body, long most) throws IOException {
            exchange.variable(Authenticator.ON_BEHALF_OF, caller);
            return exchange.answer(route, sent, body, most, tracing);
        }

        @Override
        public void close() {
            exchange.close();
        }
    }
}

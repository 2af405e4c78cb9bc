package dev.serai.routing;

import dev.serai.call.Call;
import dev.serai.call.Works;
import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Work that a generation has in flight for as long as it lasts: one that is replaced drains when it is done. */
record GenerationWorks(Generations generations, MemoryBudget memory, Tracing tracing) implements Works {

    @Override
    public Work begin(Exchange from, String route, Supplier<byte[]> body, long bytes, Map<String, Object> variables) {
        Exchange request = new DefaultExchange(from.getContext());
        if (from.getVariable("hints") instanceof Map<?, ?> hints) {
            hints.forEach((name, value) -> request.getMessage().setHeader("x-serai-" + name, value));
        }
        GenerationExchange exchange =
                GenerationExchange.begin(generations.enter(), memory, request, from.getFromEndpoint());
        try {
            exchange.call().memory().take(bytes);
            exchange.body(body.get());
        } catch (RuntimeException | Error e) {
            exchange.close();
            throw e;
        }
        exchange.traced(tracing, from.getFromEndpoint());
        variables.forEach(exchange::variable);
        return new Begun(exchange, route);
    }

    private record Begun(GenerationExchange exchange, String route) implements Work {

        @Override
        public Call call() {
            return exchange.call();
        }

        @Override
        public void run() throws Exception {
            if (exchange.call(route, null).getBody() instanceof InputStream events) {
                events.transferTo(OutputStream.nullOutputStream()); // who wants them sees them as they are made
            }
        }

        @Override
        public void close() {
            exchange.close();
        }
    }
}

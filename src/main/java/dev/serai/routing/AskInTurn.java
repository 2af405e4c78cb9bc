package dev.serai.routing;

import dev.serai.balancing.BalancedTarget;
import dev.serai.balancing.FailoverChain;
import dev.serai.balancing.Guard;
import dev.serai.balancing.Loads;
import dev.serai.call.Requests;
import dev.serai.models.ModelIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The step {@code askInTurn}: asks the model, and those that the caller named as {@code fallbacks} where it cannot answer.
 * Each may be an alias or a provider's model.
 */
final class AskInTurn implements Processor {

    private final ModelIndex index;
    private final CamelContext context;
    private final Loads loads;
    private final Guard guard;
    private final Map<String, AsyncProducer> routes = new ConcurrentHashMap<>();

    AskInTurn(ModelIndex index, CamelContext context) {
        this.index = index;
        this.context = context;
        this.loads = context.getRegistry().lookupByNameAndType("loads", Loads.class);
        this.guard = context.getRegistry().lookupByNameAndType("guard", Guard.class);
    }

    @Override
    public void process(Exchange exchange) {
        List<BalancedTarget> members = new ArrayList<>();
        members.add(member(Requests.of(exchange).model()));
        for (Object fallback : exchange.getVariable("fallbacks", List.class)) {
            members.add(member((String) fallback));
        }
        FailoverChain.ask(exchange, members);
    }

    private BalancedTarget member(String model) {
        ModelIndex.Way way = index.resolve(model);
        AsyncProducer route = routes.computeIfAbsent(way.route(), this::producer);
        if (way.target() == null) {
            AsyncProcessor alias = AsyncProcessorConverterHelper.convert(it -> {
                if (Guard.mayAsk(it, model)) {
                    route.process(it);
                }
            });
            return BalancedTarget.of(alias, loads.of(way.route()));
        }
        AsyncProcessor asking = AsyncProcessorConverterHelper.convert(it -> guard.ask(it, way.target(), route));
        return new BalancedTarget(asking, loads.of(way.target()), 1, way.target());
    }

    private AsyncProducer producer(String route) {
        try {
            AsyncProducer producer = context.getEndpoint("direct:" + route).createAsyncProducer();
            ServiceHelper.startService(producer);
            return producer;
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}

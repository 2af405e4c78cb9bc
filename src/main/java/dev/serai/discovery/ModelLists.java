package dev.serai.discovery;

import dev.serai.call.Call;
import dev.serai.models.ModelCatalog;
import dev.serai.provider.Provider;
import dev.serai.routing.Generation;
import dev.serai.shedding.MemoryBudget;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.Reason;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a provider for its models through its own route, and so through its circuit breaker, for the catalog. */
final class ModelLists {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLists.class);

    private final ModelCatalog catalog;
    private final MemoryBudget memory;

    ModelLists(ModelCatalog catalog, MemoryBudget memory) {
        this.catalog = catalog;
        this.memory = memory;
    }

    /** Asks one, which has ten seconds, and gives whether its list came; if not it keeps the one that it last gave. */
    boolean ask(Generation generation, Provider provider) {
        try (MemoryBudget.Holding bodies = memory.open()) {
            return ask(generation, provider, new Call("", bodies));
        }
    }

    /** The same, to find out whether it is well. */
    void check(Generation generation, Provider provider) {
        try (MemoryBudget.Holding bodies = memory.open()) {
            Call call = new Call("", bodies);
            call.tries().blameWholeProvider();
            ask(generation, provider, call);
        }
    }

    private boolean ask(Generation generation, Provider provider, Call call) {
        CamelContext context = generation.context();
        Exchange exchange = new DefaultExchange(context);
        call.asked(ApiRequest.models());
        exchange.setVariable(Call.VARIABLE, call);
        exchange.setVariable("target", generation.models().target(provider, "models"));
        call.endsWith(exchange);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.send("direct:provider-" + provider.name(), exchange);
            if (exchange.getException() == null) {
                byte[] list = exchange.getMessage().getBody(byte[].class);
                call.memory().take(TreeSize.of(list));
                if (!catalog.discovered(provider.name(), Json.parse(list))) {
                    LOG.warn("{} lists no models; those that it had stay listed for an hour", provider.name());
                    return false;
                }
            } else {
                unknown(provider, exchange.getException());
            }
        } catch (IOException | MemoryShort e) {
            unknown(provider, e);
            return false;
        }
        return exchange.getException() == null;
    }

    private static void unknown(Provider provider, Exception why) {
        LOG.info("The models of {} are not known: {}", provider.name(), Reason.of(why));
    }
}

package dev.serai.routing;

import dev.serai.resilience.Recurring;
import dev.serai.upstream.Call;
import dev.serai.upstream.KeepStream;
import dev.serai.upstream.Provider;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the configured providers in the background which models they have, through their own routes. */
final class ModelDiscovery extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(ModelDiscovery.class);

    private final Generations generations;
    private final ModelCatalog catalog;
    private final long intervalSeconds;
    private final Set<String> asked = new HashSet<>();
    private int met;

    ModelDiscovery(Generations generations, ModelCatalog catalog, long intervalSeconds) {
        super("model-discovery");
        this.generations = generations;
        this.catalog = catalog;
        this.intervalSeconds = intervalSeconds;
    }

    @Override
    protected void begin() {
        every(Duration.ofSeconds(1), Duration.ofSeconds(intervalSeconds), this::refresh, ModelDiscovery::failed);
        every(Duration.ofSeconds(2), Duration.ofSeconds(1), this::meet, ModelDiscovery::failed);
    }

    /** A provider that is new, or has moved, does not wait for the next round. */
    private void meet() {
        if (generations.serving().number() != met) {
            ask(provider -> !asked.contains(identity(provider)));
        }
    }

    private void refresh() {
        asked.clear();
        ask(provider -> true);
    }

    private static String identity(Provider provider) {
        return provider.name() + " at " + provider.parameter("baseUrl");
    }

    private void ask(Predicate<Provider> whom) {
        Generation generation = generations.enter();
        met = generation.number();
        try (ProducerTemplate template = generation.context().createProducerTemplate()) {
            for (Provider provider : generation.models().providers()) {
                if (provider.configured() && provider.serves("models") && whom.test(provider)) {
                    asked.add(identity(provider));
                    ask(generation, template, provider);
                }
            }
        } catch (IOException e) {
            failed(e);
        } finally {
            generation.leave();
        }
    }

    private static void failed(Exception e) {
        LOG.warn("The providers could not be asked for their models", e);
    }

    /** A provider that fails keeps the list it last gave. */
    private void ask(Generation generation, ProducerTemplate template, Provider provider) {
        CamelContext context = generation.context();
        Exchange exchange = new DefaultExchange(context);
        Call call = new Call("");
        call.asked(ApiRequest.models());
        exchange.setVariable(Call.VARIABLE, call);
        exchange.setVariable("target", generation.models().target(provider, "models"));
        exchange.setProperty(KeepStream.ROOT, exchange);
        template.send("direct:provider-" + provider.name(), exchange);
        if (exchange.getException() != null) {
            LOG.info(
                    "The models of {} are not known: {}",
                    provider.name(),
                    exchange.getException().getMessage());
            return;
        }
        try {
            catalog.discovered(provider.name(), Json.parse(exchange.getMessage().getBody(byte[].class)));
        } catch (IOException e) {
            LOG.info("The models of {} are not known: {}", provider.name(), e.getMessage());
        }
    }

    /** After the routes are there, which stop after it. */
    @Override
    public int getPhase() {
        return 1;
    }
}

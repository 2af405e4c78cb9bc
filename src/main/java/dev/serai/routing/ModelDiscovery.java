package dev.serai.routing;

import dev.serai.resilience.Recurring;
import dev.serai.upstream.Provider;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the configured providers in the background which models they have, through their own routes. */
final class ModelDiscovery extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(ModelDiscovery.class);

    private final Generations generations;
    private final ModelLists lists;
    private final long intervalSeconds;
    private final Set<String> asked = new HashSet<>();
    private int met;

    ModelDiscovery(Generations generations, ModelLists lists, long intervalSeconds) {
        super("model-discovery");
        this.generations = generations;
        this.lists = lists;
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
        try {
            for (Provider provider : generation.models().providers()) {
                if (provider.configured() && provider.serves("models") && whom.test(provider)) {
                    asked.add(identity(provider));
                    lists.ask(generation, provider);
                }
            }
        } finally {
            generation.leave();
        }
    }

    private static void failed(Exception e) {
        LOG.warn("The providers could not be asked for their models", e);
    }

    /** After the routes are there, which stop after it. */
    @Override
    public int getPhase() {
        return 1;
    }
}

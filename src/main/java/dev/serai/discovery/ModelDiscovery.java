package dev.serai.discovery;

import dev.serai.models.ModelQuestion;
import dev.serai.provider.Provider;
import dev.serai.routing.Generation;
import dev.serai.routing.Generations;
import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the configured providers in the background which models they have, through their own routes. Who did not say is asked
 * again soon, and less and less often; at once when the routes change, or when the provider answers a caller.
 */
final class ModelDiscovery extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(ModelDiscovery.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Generations generations;
    private final ModelLists lists;
    private final Executor askers;
    private final Duration interval;
    private final Map<String, ModelQuestion> questions = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> firstRound = new CompletableFuture<>();
    private int met;
    private boolean begun;

    /**
     * Asks nobody yet.
     *
     * @param askers ask: a provider that is silent must not keep the others from being asked
     * @param interval between two lists of a provider
     */
    ModelDiscovery(Generations generations, ModelLists lists, Executor askers, Duration interval) {
        super("model-discovery");
        this.generations = generations;
        this.lists = lists;
        this.askers = askers;
        this.interval = interval;
    }

    @Override
    protected void begin() {
        every(Duration.ZERO, LOOK, this::look, e -> LOG.warn("The providers could not be asked for their models", e));
    }

    private void look() {
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        try {
            Generation serving = generations.serving();
            boolean changed = serving.number() != met;
            met = serving.number();
            long now = System.nanoTime();
            Set<String> known = new HashSet<>();
            for (Provider provider : serving.models().providers()) {
                if (provider.configured() && provider.serves("models")) {
                    known.add(identity(provider));
                    ModelQuestion question =
                            questions.computeIfAbsent(identity(provider), it -> new ModelQuestion(interval, now));
                    if (question.begin(now, changed, provider.answered().getAndSet(false))) {
                        asked.add(ask(provider, question));
                    }
                }
            }
            questions.keySet().retainAll(known); // a provider that has moved is another one
        } finally {
            if (!begun) {
                begun = true;
                var unused = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                        .whenComplete((nothing, failure) -> firstRound.complete(null));
            }
        }
    }

    private static String identity(Provider provider) {
        return provider.name() + " at " + provider.parameter("baseUrl");
    }

    private CompletableFuture<Void> ask(Provider provider, ModelQuestion question) {
        try {
            return CompletableFuture.runAsync(() -> learn(provider, question), askers);
        } catch (RuntimeException | Error e) {
            question.end(System.nanoTime(), false);
            throw e;
        }
    }

    private void learn(Provider provider, ModelQuestion question) {
        boolean answered = false;
        Generation generation = generations.enter();
        try {
            answered = generation.models().providers().contains(provider) && lists.ask(generation, provider);
        } catch (RuntimeException | Error e) { // a question that never ends is never asked again
            Survival.note("The question for the models of " + provider.name(), e);
        } finally {
            generation.leave();
            question.end(System.nanoTime(), answered);
        }
    }

    /** Returns when providers have said what they have; those that are silent are not waited for longer than three seconds. */
    void awaitFirstRound() {
        firstRound
                .completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** After the routes are there, which stop after it. */
    @Override
    public int getPhase() {
        return 1;
    }
}

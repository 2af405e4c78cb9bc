package dev.serai.discovery;

import dev.serai.breakers.Breakers;
import dev.serai.provider.Provider;
import dev.serai.routing.Generation;
import dev.serai.routing.Generations;
import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the providers whose files want it again and again whether they are well, by asking for their models. */
final class HealthChecks extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Generations generations;
    private final ModelLists lists;
    private final Breakers breakers;
    private final Executor checkers;
    private final Map<String, HealthCheck> checks = new HashMap<>();

    /**
     * Checks nobody yet.
     *
     * @param checkers asks: a provider that is silent must not keep the others from being asked
     */
    HealthChecks(Generations generations, ModelLists lists, Breakers breakers, Executor checkers) {
        super("health-checks");
        this.generations = generations;
        this.lists = lists;
        this.breakers = breakers;
        this.checkers = checkers;
    }

    @Override
    protected void begin() {
        every(LOOK, LOOK, this::look, e -> LOG.warn("The providers could not be checked", e));
    }

    /** Providers and what their files say of them come and go with generations. */
    private void look() {
        Map<String, Provider> checked = generations.providers().stream()
                .filter(provider ->
                        provider.configured() && !provider.healthCheck().isZero())
                .collect(Collectors.toMap(Provider::name, provider -> provider));
        checks.entrySet()
                .removeIf(it ->
                        !checked.containsKey(it.getKey()) || !it.getValue().looksAt(breaker(it.getKey())));
        long now = System.nanoTime();
        checked.forEach((name, provider) -> {
            HealthCheck check = checks.computeIfAbsent(name, it -> new HealthCheck(breaker(it), now));
            if (check.begin(now, provider.healthCheck())) {
                ask(provider, check);
            }
        });
    }

    private CircuitBreaker breaker(String provider) {
        return breakers.ofProvider(provider).circuit();
    }

    private void ask(Provider provider, HealthCheck check) {
        try {
            checkers.execute(() -> {
                try {
                    ask(provider);
                } finally {
                    check.end();
                }
            });
        } catch (RuntimeException | Error e) {
            check.end();
            throw e;
        }
    }

    private void ask(Provider provider) {
        Generation generation = generations.enter();
        try {
            if (generation.models().providers().contains(provider)) {
                lists.check(generation, provider);
            }
        } catch (RuntimeException | Error e) { // a check that never ends is never begun again
            Survival.note("The check of the provider " + provider.name(), e);
        } finally {
            generation.leave();
        }
    }

    /** After the routes are there, which stop after it. */
    @Override
    public int getPhase() {
        return 1;
    }
}

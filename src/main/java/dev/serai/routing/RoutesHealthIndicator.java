package dev.serai.routing;

import dev.serai.breakers.Breakers;
import dev.serai.files.Problem;
import dev.serai.provider.Provider;
import dev.serai.time.Degraded;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code routes} in {@code /health}: whether a generation serves, which providers it can call, and whose circuit breaker is
 * not closed, be it a provider's or a target's. Degraded where the files on disk may not serve; requests are answered all the same, so that it stays ready.
 */
@Component
class RoutesHealthIndicator extends AbstractHealthIndicator {

    private final Generations generations;
    private final Reloads reloads;
    private final Breakers breakers;

    RoutesHealthIndicator(Generations generations, Reloads reloads, Breakers breakers) {
        this.breakers = breakers;
        this.generations = generations;
        this.reloads = reloads;
    }

    private String circuit(Provider provider) {
        return breakers.reading(provider.name())
                .map(Breakers.Reading::state)
                .filter(state -> !state.equals("closed"))
                .map(state -> "circuit " + state)
                .orElse("configured");
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Generation serving = generations.serving();
        if (serving == null) {
            health.outOfService();
            return;
        }
        Map<String, String> providers = new TreeMap<>();
        serving.models()
                .providers()
                .forEach(p -> providers.put(p.name(), p.configured() ? circuit(p) : "unconfigured"));
        health.up().withDetail("generation", serving.number()).withDetail("providers", providers);
        Map<String, String> targets = new TreeMap<>();
        breakers.readings().stream()
                .filter(it -> it.name().indexOf('/') > 0 && !it.state().equals("closed"))
                .forEach(it -> targets.put(it.name(), "circuit " + it.state()));
        if (!targets.isEmpty()) {
            health.withDetail("targets", targets);
        }
        Refusal refused = reloads.refused();
        if (refused != null) {
            health.status(Degraded.STATUS)
                    .withDetail(
                            "refused",
                            refused.problems().stream().map(Problem::toString).toList());
        }
    }
}

package dev.serai.routing;

import dev.serai.resilience.Degraded;
import dev.serai.wire.Problem;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code routes} in {@code /health}: whether a generation serves, and which providers it can call. Degraded where the
 * files on disk may not serve; requests are answered all the same, so that it stays ready.
 */
@Component
class RoutesHealthIndicator extends AbstractHealthIndicator {

    private final Generations generations;
    private final Reloads reloads;

    RoutesHealthIndicator(Generations generations, Reloads reloads) {
        this.generations = generations;
        this.reloads = reloads;
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
                .forEach(p -> providers.put(p.name(), p.configured() ? "configured" : "unconfigured"));
        health.up().withDetail("generation", serving.number()).withDetail("providers", providers);
        Refusal refused = reloads.refused();
        if (refused != null) {
            health.status(Degraded.STATUS)
                    .withDetail(
                            "refused",
                            refused.problems().stream().map(Problem::toString).toList());
        }
    }
}

package dev.serai.routing;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@code routes} in {@code /health}: whether a generation serves, and which providers it can call. */
@Component
class RoutesHealthIndicator extends AbstractHealthIndicator {

    private final Generations generations;

    RoutesHealthIndicator(Generations generations) {
        this.generations = generations;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Generation serving = generations.serving();
        if (serving == null) {
            health.outOfService();
        } else {
            Map<String, String> providers = new TreeMap<>();
            serving.models()
                    .providers()
                    .forEach(p -> providers.put(p.name(), p.configured() ? "configured" : "unconfigured"));
            health.up().withDetail("generation", serving.number()).withDetail("providers", providers);
        }
    }
}

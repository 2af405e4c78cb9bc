package dev.serai.routing;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@code routes} in {@code /health}: whether a generation serves. */
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
            health.up().withDetail("generation", serving.number());
        }
    }
}

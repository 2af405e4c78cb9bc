package dev.serai.routing;

import dev.serai.files.Problem;
import dev.serai.time.Degraded;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code routes} in {@code /health} and {@code /health/ready}: whether a generation serves. Degraded where the files on disk
 * may not serve; requests are answered all the same, so that it stays ready.
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
        health.up()
                .withDetail("generation", serving.number())
                .withDetail("digest", serving.files().digest());
        Refusal refused = reloads.refused();
        if (refused != null) {
            health.status(Degraded.STATUS)
                    .withDetail(
                            "refused",
                            refused.problems().stream().map(Problem::toString).toList());
        }
    }
}

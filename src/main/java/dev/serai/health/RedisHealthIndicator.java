package dev.serai.health;

import dev.serai.limits.Buckets;
import dev.serai.time.Degraded;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code redis} in {@code /health}: whether replicas count limits together. Degraded while they cannot; what becomes of
 * requests with limits then {@code when-redis-fails} says.
 */
@Component
class RedisHealthIndicator extends AbstractHealthIndicator {

    private final Buckets buckets;

    RedisHealthIndicator(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up().withDetail("used", buckets.shared());
        buckets.trouble().ifPresent(trouble -> health.status(Degraded.STATUS).withDetail("trouble", trouble));
    }
}

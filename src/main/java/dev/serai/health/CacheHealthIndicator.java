package dev.serai.health;

import dev.serai.memory.MemoryWatch;
import dev.serai.resources.NamedCaches;
import dev.serai.tiers.Tiers;
import dev.serai.time.Degraded;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code cache} in {@code /health}: what the caches of route files hold, and which share of what they may at present. Degraded
 * while kept answers are in memory alone, though a disk or Redis is set for them.
 */
@Component
class CacheHealthIndicator extends AbstractHealthIndicator {

    private final NamedCaches caches;
    private final MemoryWatch memory;
    private final Tiers tiers;

    CacheHealthIndicator(NamedCaches caches, MemoryWatch memory, Tiers tiers) {
        this.tiers = tiers;
        this.caches = caches;
        this.memory = memory;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up().withDetail("share", memory.share()).withDetail("caches", caches.readings());
        if (!tiers.isEmpty()) {
            health.withDetail("tiers", tiers.readings().keySet());
        }
        tiers.trouble().ifPresent(trouble -> health.status(Degraded.STATUS).withDetail("trouble", trouble));
    }
}

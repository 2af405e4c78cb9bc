package dev.serai.health;

import dev.serai.memory.MemoryWatch;
import dev.serai.resources.NamedCaches;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@code cache} in {@code /health}: what the caches of route files hold, and which share of what they may at present. */
@Component
class CacheHealthIndicator extends AbstractHealthIndicator {

    private final NamedCaches caches;
    private final MemoryWatch memory;

    CacheHealthIndicator(NamedCaches caches, MemoryWatch memory) {
        this.caches = caches;
        this.memory = memory;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up().withDetail("share", memory.share()).withDetail("caches", caches.readings());
    }
}

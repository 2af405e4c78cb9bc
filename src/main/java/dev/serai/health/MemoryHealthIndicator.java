package dev.serai.health;

import dev.serai.memory.GrowthWatch;
import dev.serai.memory.HeapLeft;
import dev.serai.memory.MemoryWatch;
import dev.serai.shedding.MemoryBudget;
import dev.serai.time.Degraded;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code memory} in {@code /health}: the heap now, garbage included; what the last collection left of it, which says how
 * full it is; what bodies take of their budget, of which a full one is load, and no trouble; and what may leak. Degraded
 * while memory is short, when fewer requests are worked on and caches give way.
 */
@Component
class MemoryHealthIndicator extends AbstractHealthIndicator {

    private final MemoryBudget budget;
    private final MemoryWatch watch;
    private final GrowthWatch growth;

    MemoryHealthIndicator(MemoryBudget budget, MemoryWatch watch, GrowthWatch growth) {
        this.budget = budget;
        this.watch = watch;
        this.growth = growth;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        HeapLeft now = new HeapLeft(heap.getUsed(), heap.getMax());
        health.up()
                .withDetail("used", now.used())
                .withDetail("available", now.max() - now.used())
                .withDetail("percent", now.percent());
        HeapLeft left = watch.left();
        if (left != null) {
            health.withDetail(
                    "afterCollection", Map.of("used", left.used(), "max", left.max(), "percent", left.percent()));
        }
        health.withDetail(
                "bodies", Map.of("budget", budget.most(), "taken", budget.taken(), "refused", budget.refused()));
        if (!growth.grown().isEmpty()) {
            health.withDetail("grown", growth.grown());
        }
        if (watch.isShort()) {
            health.status(Degraded.STATUS)
                    .withDetail("trouble", "short: fewer requests are worked on, and caches give way");
        }
    }
}

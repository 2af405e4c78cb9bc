package dev.serai.shedding;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@code memory} in {@code /health}: what bodies take of their budget. A full one is load, and no trouble. */
@Component
class MemoryHealthIndicator extends AbstractHealthIndicator {

    private final MemoryBudget budget;

    MemoryHealthIndicator(MemoryBudget budget) {
        this.budget = budget;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up()
                .withDetail("budget", budget.most())
                .withDetail("taken", budget.taken())
                .withDetail("refused", budget.refused());
    }
}

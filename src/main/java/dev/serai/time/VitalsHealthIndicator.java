package dev.serai.time;

import java.util.List;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@code vitals} in {@code /health} and {@code /health/live}: down where only a new start helps. */
@Component
class VitalsHealthIndicator extends AbstractHealthIndicator {

    private final Vitals vitals;

    VitalsHealthIndicator(Vitals vitals) {
        this.vitals = vitals;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<String> troubles = vitals.troubles();
        if (troubles.isEmpty()) {
            health.up();
        } else {
            health.down().withDetail("troubles", troubles);
        }
        if (Survival.outOfMemory() > 0) {
            health.withDetail("outOfMemory", Survival.outOfMemory());
        }
    }
}

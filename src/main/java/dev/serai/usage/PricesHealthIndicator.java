package dev.serai.usage;

import dev.serai.files.Problem;
import dev.serai.prices.PriceList;
import dev.serai.time.Degraded;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@code prices} in {@code /health}. Degraded where those on disk do not count: requests cost what they did before. */
@Component
class PricesHealthIndicator extends AbstractHealthIndicator {

    private final PriceList prices;

    PricesHealthIndicator(PriceList prices) {
        this.prices = prices;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up().withDetail("version", prices.prices().version());
        if (!prices.problems().isEmpty()) {
            health.status(Degraded.STATUS)
                    .withDetail(
                            "problems",
                            prices.problems().stream().map(Problem::toString).toList());
        }
    }
}

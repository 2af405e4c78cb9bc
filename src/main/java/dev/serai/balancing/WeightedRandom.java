package dev.serai.balancing;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/** {@code weightedRandom}: drawn by weight, the next one among those that are left. */
@ManagedResource(description = "Balancer")
public final class WeightedRandom extends Balancer {

    private final DoubleSupplier random;

    /**
     * Draws by chance.
     *
     * @param random from zero to below one
     */
    WeightedRandom(Loads loads, DoubleSupplier random) {
        super(loads);
        this.random = random;
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        return Ranking.ascending(members, member -> Ranking.lot(random.getAsDouble(), member.pull()));
    }
}

package dev.serai.balancing;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/** {@code leastConnections}: who has the fewest requests in flight for its weight; among equals, chance. */
@ManagedResource(description = "Balancer")
public final class LeastConnections extends Balancer {

    private final DoubleSupplier random;

    /**
     * Breaks ties by chance.
     *
     * @param random from zero to below one
     */
    LeastConnections(Loads loads, DoubleSupplier random) {
        super(loads);
        this.random = random;
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        return Ranking.ascending(
                Ranking.shuffled(members, random), member -> (member.load().inFlight() + 1) / member.pull());
    }
}

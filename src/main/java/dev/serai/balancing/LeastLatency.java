package dev.serai.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/**
 * {@code leastLatency}: of two that chance picks, the one whose first token would come earlier, by its latency's peaks
 * and its requests in flight. Were it the best of all, everybody would run to the same target until it is known to be
 * slow (Mitzenmacher, The power of two choices, 2001).
 */
@ManagedResource(description = "Balancer")
public final class LeastLatency extends Balancer {

    private final DoubleSupplier random;

    /**
     * Picks by chance.
     *
     * @param random from zero to below one
     */
    LeastLatency(Loads loads, DoubleSupplier random) {
        super(loads);
        this.random = random;
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        int count = members.size();
        List<BalancedTarget> bestFirst = Ranking.ascending(
                Ranking.shuffled(members, random), member -> member.load().cost() / member.pull());
        int one = below(count);
        int other = count == 1 ? 0 : (one + 1 + below(count - 1)) % count;
        int better = Math.min(one, other);
        if (better == 0) {
            return bestFirst;
        }
        List<BalancedTarget> order = new ArrayList<>(bestFirst);
        order.add(0, order.remove(better));
        return order;
    }

    private int below(int count) {
        return (int) (random.getAsDouble() * count);
    }
}

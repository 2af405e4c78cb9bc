package dev.serai.balancing;

import java.util.IdentityHashMap;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/**
 * {@code roundRobin}: each in turn, as often as its weight says and evenly spread. This is nginx's smooth weighted round
 * robin: all earn their weight in each round, the richest is asked and pays what all have earned.
 */
@ManagedResource(description = "Balancer")
public final class RoundRobin extends Balancer {

    private final IdentityHashMap<BalancedTarget, Double> savings = new IdentityHashMap<>();

    RoundRobin(Loads loads) {
        super(loads);
    }

    @Override
    protected synchronized List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        double earned = 0;
        for (BalancedTarget member : members) {
            double wage = member.pull();
            earned += wage;
            savings.merge(member, wage, Double::sum);
        }
        List<BalancedTarget> richestFirst = Ranking.ascending(members, member -> -savings.get(member));
        savings.merge(richestFirst.get(0), -earned, Double::sum);
        return richestFirst;
    }
}

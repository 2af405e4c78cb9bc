package dev.serai.balancing;

import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.prices.PriceList;
import dev.serai.prices.Prices;
import dev.serai.prices.TokenCounts;
import dev.serai.usage.Expectations;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/** {@code lowestCost}: who is expected to cost least by the price list; who has no price there comes last. */
@ManagedResource(description = "Balancer")
public final class LowestCost extends Balancer {

    private final PriceList list;
    private final Expectations expectations;

    LowestCost(Loads loads, PriceList list, Expectations expectations) {
        super(loads);
        this.list = list;
        this.expectations = expectations;
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        Prices prices = list.prices();
        TokenCounts tokens = expectations.tokens(Call.of(exchange).asked());
        return Ranking.ascending(members, member -> cost(prices, member.target(), tokens));
    }

    private static double cost(Prices prices, Target target, TokenCounts tokens) {
        return target == null
                ? Double.POSITIVE_INFINITY
                : prices.find(target.provider().name(), target.model())
                        .map(price -> price.cost(tokens).doubleValue())
                        .orElse(Double.POSITIVE_INFINITY);
    }
}

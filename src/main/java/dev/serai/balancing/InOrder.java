package dev.serai.balancing;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/** {@code inOrder}: the file's first, the next one when that cannot answer. */
@ManagedResource(description = "Balancer")
public final class InOrder extends Balancer {

    InOrder(Loads loads) {
        super(loads);
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        return members;
    }
}

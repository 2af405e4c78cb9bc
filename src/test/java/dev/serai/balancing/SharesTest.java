package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Balancers that go by weights and by requests in flight: the share of requests that each target gets. */
class SharesTest {

    private final Simulation simulation =
            new Simulation().with("a", 5).with("b", 3).with("c", 2);

    @Test
    void inOrder_asksTheFirst() {
        assertThat(simulation.shares(new InOrder(simulation.loads), 10, 10))
                .containsEntry("b", 0.0)
                .containsEntry("c", 0.0);
    }

    @Test
    void roundRobin_spreadsEvenly() {
        RoundRobin balancer = new RoundRobin(simulation.loads);
        List<String> firsts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            firsts.add(first(balancer));
        }

        assertThat(String.join("", firsts)).isEqualTo("abcaabacba");
    }

    @Test
    void roundRobin_withoutWeightsTakesTurns() {
        Simulation equal = new Simulation().with("a", 1).with("b", 1).with("c", 1);
        RoundRobin balancer = new RoundRobin(equal.loads);

        for (int i = 0; i < 9; i++) {
            assertThat(balancer.order(null, equal.members()).get(0))
                    .isSameAs(equal.members().get(i % 3));
        }
    }

    @Test
    void leastConnections_fillsByWeight() {
        simulation.behaves("a", 10_000, 1).behaves("b", 10_000, 1).behaves("c", 10_000, 1);

        simulation.shares(leastConnections(), 1000, 0);

        assertThat(simulation.member("a").load().inFlight()).isBetween(499, 501);
        assertThat(simulation.member("b").load().inFlight()).isBetween(299, 301);
        assertThat(simulation.member("c").load().inFlight()).isBetween(199, 201);
    }

    private LeastConnections leastConnections() {
        return new LeastConnections(simulation.loads, simulation.random);
    }

    private String first(Balancer balancer) {
        return balancer.order(null, simulation.members()).get(0).load().key();
    }
}

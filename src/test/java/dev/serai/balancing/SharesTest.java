package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void roundRobin_isExactAndEven() {
        RoundRobin balancer = new RoundRobin(simulation.loads);
        List<String> firsts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            firsts.add(first(balancer));
        }

        assertThat(String.join("", firsts)).isEqualTo("abcaabacba");
        assertShares(simulation.shares(balancer, 1000, 10), 0.5, 0.3, 0.2, 0.0001);
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
    void weightedRandom_drawsByWeight() {
        assertShares(simulation.shares(weightedRandom(), 20_000, 10), 0.5, 0.3, 0.2, 0.015);
    }

    @Test
    void weightedRandom_drawsTheNextByWeightAsWell() {
        WeightedRandom balancer = weightedRandom();
        int b = 0;
        int c = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Member> order = balancer.order(null, simulation.members());
            if (order.get(0).load().key().equals("a")) {
                b += order.get(1).load().key().equals("b") ? 1 : 0;
                c += order.get(1).load().key().equals("c") ? 1 : 0;
            }
        }

        assertThat((double) b / (b + c)).isCloseTo(0.6, within(0.015));
    }

    @Test
    void leastConnections_fillsByWeight() {
        simulation.behaves("a", 10_000, 1).behaves("b", 10_000, 1).behaves("c", 10_000, 1);

        simulation.shares(leastConnections(), 1000, 0);

        assertThat(simulation.member("a").load().inFlight()).isBetween(499, 501);
        assertThat(simulation.member("b").load().inFlight()).isBetween(299, 301);
        assertThat(simulation.member("c").load().inFlight()).isBetween(199, 201);
    }

    @Test
    void leastConnections_givesSlowTargetsLess() {
        Simulation equal = new Simulation().with("a", 1).with("b", 1);
        equal.behaves("a", 100, 1).behaves("b", 400, 1);
        LeastConnections balancer = new LeastConnections(equal.loads, equal.random);

        // with many in flight both have as many, so that their shares are as their speeds
        assertThat(equal.shares(balancer, 20_000, 1).get("a")).isCloseTo(0.8, within(0.02));
    }

    @Test
    void leastConnections_leavesTiesToChance() {
        Simulation equal = new Simulation().with("a", 1).with("b", 1);
        equal.behaves("a", 1, 1).behaves("b", 1, 1);
        LeastConnections balancer = new LeastConnections(equal.loads, equal.random);

        assertThat(equal.shares(balancer, 10_000, 10).get("a")).isCloseTo(0.5, within(0.02));
    }

    @Test
    void slowStart_rampsUp() {
        Simulation equal = new Simulation().with("a", 1).with("b", 1);
        WeightedRandom balancer = new WeightedRandom(equal.loads, equal.random);
        equal.member("a").load().rest(Duration.ofSeconds(10).toNanos());
        equal.pass(Duration.ofSeconds(10));

        // one request each millisecond; a's weight goes from 0.1 to 1 within 30 s
        double early = equal.shares(balancer, 3000, 1).get("a");
        double middle = equal.shares(balancer, 24_000, 1).get("a");
        equal.pass(Duration.ofSeconds(3));
        double late = equal.shares(balancer, 10_000, 1).get("a");

        assertThat(early).isCloseTo(0.145 / 1.145, within(0.02));
        assertThat(middle).isCloseTo(0.55 / 1.55, within(0.03));
        assertThat(late).isCloseTo(0.5, within(0.02));
    }

    private WeightedRandom weightedRandom() {
        return new WeightedRandom(simulation.loads, simulation.random);
    }

    private LeastConnections leastConnections() {
        return new LeastConnections(simulation.loads, simulation.random);
    }

    private String first(Balancer balancer) {
        return balancer.order(null, simulation.members()).get(0).load().key();
    }

    private static void assertShares(Map<String, Double> shares, double a, double b, double c, double margin) {
        assertThat(shares.get("a")).isCloseTo(a, within(margin));
        assertThat(shares.get("b")).isCloseTo(b, within(margin));
        assertThat(shares.get("c")).isCloseTo(c, within(margin));
    }
}

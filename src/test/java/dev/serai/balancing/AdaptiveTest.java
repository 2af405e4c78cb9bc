package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveTest {

    private final Simulation simulation = new Simulation().with("a", 1).with("b", 1);
    private final Adaptive balancer = new Adaptive(simulation.loads, simulation.random);

    @Test
    void targetThatRecovers_isFoundAgain() {
        simulation.behaves("a", 2000, 0.2).behaves("b", 200, 0.9);
        share("a", 2000);
        assertThat(share("a", 1000)).isLessThan(0.06);

        simulation.behaves("a", 100, 1);
        share("a", 1200); // a minute

        assertThat(share("a", 2000)).isGreaterThan(0.7);
    }

    private double share(String name, int requests) {
        return simulation.shares(balancer, requests, 50).get(name);
    }
}

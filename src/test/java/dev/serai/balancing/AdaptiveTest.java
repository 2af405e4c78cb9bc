package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdaptiveTest {

    private final Simulation simulation = new Simulation().with("a", 1).with("b", 1);
    private final Adaptive balancer = new Adaptive(simulation.loads, simulation.random);

    @Test
    void equals_getEqualShares() {
        assertThat(share("b", 10_000)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void weights_count() {
        Simulation weighted = new Simulation().with("a", 3).with("b", 1);

        assertThat(weighted.shares(new Adaptive(weighted.loads, weighted.random), 10_000, 50)
                        .get("a"))
                .isCloseTo(0.75, within(0.02));
    }

    @Test
    void fasterTarget_isFound() {
        simulation.behaves("a", 400, 1).behaves("b", 200, 1);
        share("b", 500);

        assertThat(share("b", 10_000)).as("four to one").isCloseTo(0.8, within(0.02));
    }

    @Test
    void moreReliableTarget_isFound() {
        simulation.behaves("a", 200, 0.5).behaves("b", 200, 1);
        share("b", 500);

        assertThat(share("b", 5000)).isGreaterThan(0.85);
    }

    @Test
    void worseTarget_isStillExplored() {
        simulation.behaves("a", 10_000, 0).behaves("b", 200, 1);
        share("a", 1000);

        assertThat(share("a", 10_000)).isBetween(0.001, 0.06);
    }

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

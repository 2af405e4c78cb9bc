package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeastLatencyTest {

    @Test
    void equals_getEqualShares() {
        Simulation simulation = new Simulation().with("a", 1).with("b", 1).with("c", 1);

        assertThat(simulation.shares(balancer(simulation), 10_000, 10).values())
                .allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(0.03)));
    }

    @Test
    void slowTarget_isAvoided_andAskedAgainWhenItIsFast() {
        Simulation simulation = new Simulation().with("a", 1).with("b", 1);
        simulation.behaves("a", 200, 1).behaves("b", 4000, 1);
        LeastLatency balancer = balancer(simulation);

        assertThat(simulation.shares(balancer, 2000, 50).get("b")).isLessThan(0.05);

        simulation.behaves("b", 200, 1);
        simulation.shares(balancer, 1200, 50); // a minute
        assertThat(simulation.shares(balancer, 2000, 50).get("b")).isCloseTo(0.5, within(0.1));
    }

    @Test
    void targetThatBecomesSlow_isLeftAtOnce() {
        Simulation simulation = new Simulation().with("a", 1).with("b", 1);
        LeastLatency balancer = balancer(simulation);
        simulation.shares(balancer, 500, 50);
        simulation.behaves("b", 10_000, 1);
        simulation.shares(balancer, 200, 50); // until the first slow answer is there

        assertThat(simulation.shares(balancer, 200, 50).get("b")).isLessThan(0.05);
    }

    @Test
    void unknownTarget_getsOneRequestUntilItAnswers() {
        Simulation simulation = new Simulation().with("a", 1).with("b", 1);
        LeastLatency balancer = balancer(simulation);
        simulation.member("a").load().begin().firstToken();
        simulation.behaves("b", 60_000, 1);

        simulation.shares(balancer, 100, 10);

        assertThat(simulation.member("b").load().inFlight()).isEqualTo(1);
    }

    @Test
    void single_isAsked() {
        Simulation simulation = new Simulation().with("a", 1);
        simulation.pass(Duration.ofSeconds(1));

        assertThat(balancer(simulation).order(null, simulation.members())).isEqualTo(simulation.members());
    }

    private static LeastLatency balancer(Simulation simulation) {
        return new LeastLatency(simulation.loads, simulation.random);
    }
}

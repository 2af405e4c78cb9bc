package dev.serai.balancing;

import static dev.serai.balancing.Figure.REQUESTS;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Which share of the requests a target gets. */
final class ShareFigures {

    private static final double RAMP_MILLIS = 30_000;
    /** What one request more or less makes where hundreds are in flight. */
    private static final double IN_FLIGHT = 0.002;
    /**
     * Seconds t after which a target that only fails, and is taken for as slow as 1 s, is the better choice than one with
     * 9 of 500 ms in flight: {@code e^(-t/10) / (0.1 + 0.9 t / 30) = 0.5 (9 + 1)}.
     */
    private static final double FAILING_AGAIN = 2.05;

    private ShareFigures() {}

    static Stream<Figure> all() {
        return Stream.of(byOrder(), byWeight(), byConnections(), byLatency(), byCost())
                .flatMap(Function.identity());
    }

    private static Stream<Figure> byOrder() {
        return Stream.of(
                figure("inOrder", "each fails 3 in 10: asked of the second", 0.3, simulation -> {
                    failing(simulation).waits(new InOrder(simulation.loads), REQUESTS, 10);
                    return simulation.asked("b") / (double) simulation.asked("a");
                }),
                figure("inOrder", "each fails 3 in 10: asked of the third, 0.3 x 0.3", 0.09, simulation -> {
                    failing(simulation).waits(new InOrder(simulation.loads), REQUESTS, 10);
                    return simulation.asked("c") / (double) simulation.asked("a");
                }));
    }

    private static Stream<Figure> byWeight() {
        return Stream.of(
                figure("roundRobin", "weights 5:3:2, the first", 0.5, simulation -> {
                    weights(simulation);
                    return share(simulation, new RoundRobin(simulation.loads), 10);
                }),
                figure("weightedRandom", "weights 5:3:2, the first", 0.5, simulation -> {
                    weights(simulation);
                    return share(simulation, weightedRandom(simulation), 10);
                }),
                figure("weightedRandom", "weights 5:3:2, the second rests: 5 of 7", 5 / 7.0, simulation -> {
                    weights(simulation)
                            .member("b")
                            .load()
                            .rest(Duration.ofDays(1).toNanos());
                    return share(simulation, weightedRandom(simulation), 10);
                }),
                figure("weightedRandom", "weights 5:3:2, the first fails: then the second, 3 of 5", 0.6, simulation -> {
                    weights(simulation).behaves("a", 1, 0);
                    simulation.waits(weightedRandom(simulation), REQUESTS, 10);
                    return simulation.asked("b") / (double) (simulation.asked("b") + simulation.asked("c"));
                }),
                // the mean of r / (1 + r) while r goes from 0.1 to 1
                figure(
                        "weightedRandom",
                        "30 s from its return, beside an equal",
                        1 - Math.log(2 / 1.1) / 0.9,
                        simulation -> {
                            equal(simulation, 2).member("a").load().rest(1);
                            return share(simulation, weightedRandom(simulation), RAMP_MILLIS / REQUESTS);
                        }));
    }

    private static Stream<Figure> byConnections() {
        return Stream.of(
                // both have as many in flight, so that shares are as speeds (Little's law)
                figure("leastConnections", "100 and 400 ms, 300 in flight: 4 to 1", 0.8, IN_FLIGHT, simulation -> {
                    equal(simulation, 2).behaves("b", 400, 1);
                    return settled(simulation, new LeastConnections(simulation.loads, simulation.random), 0.5);
                }),
                figure("leastConnections", "two idle ones beside a busy one, the first", 0.5, simulation -> {
                    equal(simulation, 3).behaves("a", 1, 1).behaves("b", 1, 1);
                    simulation.member("c").load().begin();
                    return share(simulation, new LeastConnections(simulation.loads, simulation.random), 10);
                }));
    }

    private static Stream<Figure> byLatency() {
        return Stream.of(
                figure("leastLatency", "weights 3:1, 500 in flight, the first", 0.75, IN_FLIGHT, simulation -> {
                    simulation.with("a", 3).with("b", 1);
                    simulation.behaves("a", 1000, 1).behaves("b", 1000, 1);
                    return settled(simulation, leastLatency(simulation), 2);
                }),
                // it is asked when its peak, which fades by 1/e in 10 s, is as low as the other's, and a request comes
                figure(
                        "leastLatency",
                        "10 times slower, 10 requests/s: one each 10 s x ln 10",
                        0.01 / Math.log(10),
                        0.0001,
                        simulation -> {
                            equal(simulation, 2).behaves("a", 10, 1).behaves("b", 1, 1);
                            return simulation
                                    .shares(leastLatency(simulation), 10 * REQUESTS, 100)
                                    .get("a");
                        }),
                // failing at once is no speed, however often it happens
                figure(
                        "leastLatency",
                        "only fails, 20 requests/s: one each 2.05 s",
                        0.05 / FAILING_AGAIN,
                        0.001,
                        simulation -> {
                            equal(simulation, 2).behaves("a", 10, 0).behaves("b", 500, 1);
                            LeastLatency balancer = leastLatency(simulation);
                            simulation.shares(balancer, 5 * REQUESTS, 50);
                            return share(simulation, balancer, 50);
                        }));
    }

    private static Stream<Figure> byCost() {
        // renewal: of 60 + 4 x 30 requests; counted from anywhere
        return Stream.of(figure(
                "lowestCost", "4 requests/s, the cheapest rests 30 s after each 60", 60 / 180.0, simulation -> {
                    simulation.with("b", 1, LowestCostTest.target("writer"));
                    simulation.with("a", 1, LowestCostTest.target("reader"));
                    simulation.behaves("b", 1, 1).limits("a", 60, Duration.ofSeconds(30));
                    LowestCost balancer = LowestCostTest.balancer(simulation.loads);
                    simulation.sharesOfArrivals(balancer, (int) (simulation.random.getAsDouble() * 180), 250);
                    return simulation
                            .sharesOfArrivals(balancer, 3 * REQUESTS, 250)
                            .get("a");
                }));
    }

    private static Figure figure(String balancer, String what, double theory, ToDoubleFunction<Simulation> run) {
        return figure(balancer, what, theory, 0, run);
    }

    /** With a simulation that is new in each run. */
    static Figure figure(String balancer, String what, double theory, double slack, ToDoubleFunction<Simulation> run) {
        return new Figure(balancer, what, theory, slack, seed -> run.applyAsDouble(new Simulation(seed)));
    }

    private static double share(Simulation simulation, Balancer balancer, double gap) {
        return simulation.shares(balancer, REQUESTS, gap).get("a");
    }

    /** The share after some seconds. */
    static double settled(Simulation simulation, Balancer balancer, double gap) {
        simulation.shares(balancer, 2000, gap);
        return share(simulation, balancer, gap);
    }

    private static Simulation weights(Simulation simulation) {
        return simulation.with("a", 5).with("b", 3).with("c", 2);
    }

    /** Adds {@code a}, {@code b} and so on. */
    static Simulation equal(Simulation simulation, int count) {
        "abc".chars().limit(count).forEach(name -> simulation.with(Character.toString(name), 1));
        return simulation;
    }

    private static Simulation failing(Simulation simulation) {
        equal(simulation, 3)
                .members()
                .forEach(it -> simulation.behaves(it.load().key(), 100, 0.7));
        return simulation;
    }

    private static WeightedRandom weightedRandom(Simulation simulation) {
        return new WeightedRandom(simulation.loads, simulation.random);
    }

    private static LeastLatency leastLatency(Simulation simulation) {
        return new LeastLatency(simulation.loads, simulation.random);
    }
}

package dev.serai.balancing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long requests take at a load of 0.8, as a multiple of the time that a target works on one. */
final class WaitFigures {

    private static final double LOAD = 0.8;
    /** Milliseconds: so short that nothing fades while one is answered. */
    private static final double BRIEF = 10;

    private static final double SECOND = 1000;
    private static final int MANY = 100;

    private WaitFigures() {}

    static Stream<Figure> all() {
        return Stream.of(
                        figures(
                                "weightedRandom",
                                "2 targets: M/M/1",
                                Theory.chance(LOAD),
                                0,
                                seed -> waits(seed, 2, 0, BRIEF, WeightedRandom::new)),
                        figures(
                                "roundRobin",
                                "2 targets: GI/M/1",
                                Theory.inTurn(LOAD, 2),
                                0,
                                seed -> waits(seed, 2, 0, BRIEF, (loads, random) -> new RoundRobin(loads))),
                        figures(
                                "leastConnections",
                                "2 targets: the shorter queue",
                                Theory.shorterOfTwo(LOAD),
                                0,
                                seed -> waits(seed, 2, 0, BRIEF, LeastConnections::new)),
                        // n targets differ from infinitely many by O(1/n)
                        figures(
                                "leastLatency",
                                "100 targets, streams: two choices",
                                Theory.twoChoices(LOAD),
                                1.0 / MANY,
                                seed -> waits(seed, MANY, BRIEF / 10, BRIEF, LeastLatency::new)),
                        // the time of a whole answer has the queue in it, and of such times the peaks count: a noise
                        // that theory does not know
                        figures(
                                "leastLatency",
                                "the same, whole answers of 1 s: peaks are noise",
                                Theory.twoChoices(LOAD),
                                0.2,
                                seed -> waits(seed, MANY, 0, SECOND, LeastLatency::new)))
                .flatMap(Function.identity());
    }

    private static Stream<Figure> figures(
            String balancer, String what, Theory theory, double slack, LongFunction<double[]> run) {
        Map<Long, double[]> runs = new HashMap<>();
        LongFunction<double[]> once = seed -> runs.computeIfAbsent(seed, run::apply);
        return Stream.of(
                new Figure(
                        balancer,
                        what + ", mean",
                        theory.mean(),
                        slack * theory.mean(),
                        seed -> Arrays.stream(once.apply(seed)).average().orElseThrow()),
                new Figure(balancer, what + ", p99", theory.p99(), slack * theory.p99(), seed -> {
                    double[] waits = once.apply(seed);
                    return waits[(int) (0.99 * waits.length)];
                }));
    }

    private static double[] waits(
            long seed,
            int targets,
            double firstToken,
            double service,
            BiFunction<Loads, DoubleSupplier, Balancer> balancer) {
        Simulation simulation = new Simulation(seed);
        IntStream.range(0, targets).forEach(i -> simulation.with("t" + i, 1).queues("t" + i, firstToken, service));
        double[] waits = simulation.waits(
                balancer.apply(simulation.loads, simulation.random), Figure.REQUESTS, service / LOAD / targets);
        return Arrays.stream(waits).map(millis -> millis / service).toArray();
    }
}

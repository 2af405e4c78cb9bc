package dev.serai.balancing;

import static dev.serai.balancing.ShareFigures.equal;
import static dev.serai.balancing.ShareFigures.figure;
import static dev.serai.balancing.ShareFigures.settled;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which share of the requests a target gets by what was learned of it: the law of {@link Adaptive}. */
final class QualityFigures {

    /** Of requests to two, where one has a twentieth of the other's. */
    private static final double LEAST = 1 / 21.0;

    private QualityFigures() {}

    static Stream<Figure> all() {
        return Stream.of(
                adaptive(
                        "weights 3:1, the first", 0.75, 0, it -> it.with("a", 3).with("b", 1)),
                adaptive("twice as fast: 4 to 1", 0.8, 0, it -> equal(it, 2).behaves("b", 200, 1)),
                // peaks count, and who is asked more has higher ones
                adaptive(
                        "twice as fast, times vary: peaks of the busier are higher",
                        0.8,
                        0.1,
                        it -> equal(it, 2).varies("a", 100).varies("b", 200)),
                adaptive(
                        "fails 1 in 20: 0.95^4 to 1, less for noise",
                        failing(0.05),
                        0.002,
                        it -> equal(it, 2).behaves("a", 100, 0.95)),
                adaptive(
                        "50 times slower: a twentieth of the other's",
                        LEAST,
                        0,
                        it -> equal(it, 2).behaves("a", 5000, 1)),
                adaptive(
                        "only fails: a twentieth of the other's",
                        LEAST,
                        0,
                        it -> equal(it, 2).behaves("a", 100, 0)));
    }

    /**
     * The share of one that fails beside one that does not. It has s^4 of the other's for each request until the next that
     * it gets itself, so that the mean of s^-4 counts; to second order, by the variance of what the last ten requests tell.
     */
    private static double failing(double often) {
        double success = 1 - often;
        double variance = success * often * 0.1 / (2 - 0.1);
        return 1 / (1 + Math.pow(success, -4) * (1 + 10 * variance / (success * success)));
    }

    private static Figure adaptive(String what, double theory, double slack, Consumer<Simulation> targets) {
        return figure("adaptive", what, theory, slack, simulation -> {
            targets.accept(simulation);
            return settled(simulation, new Adaptive(simulation.loads, simulation.random), 10);
        });
    }
}

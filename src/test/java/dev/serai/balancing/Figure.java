package dev.serai.balancing;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A number that theory gives, and a simulation of it.
 *
 * @param balancer its word in alias files
 * @param what is simulated
 * @param theory what it should be
 * @param slack by how much theory itself may be off, as it is for a limit that is not reached
 * @param simulation gives it for a seed
 */
record Figure(String balancer, String what, double theory, double slack, LongToDoubleFunction simulation) {

    /** How many requests a run has. */
    static final int REQUESTS = Integer.getInteger("serai.balancers.requests", 10_000);

    private static final int RUNS = 20;
    /** With 20 runs the mean is farther away than this by chance in less than one of 1000 cases (Student's t). */
    private static final double STANDARD_ERRORS = 4;

    private static final double ROUNDING = 1e-9;

    Figure(String balancer, String what, double theory, LongToDoubleFunction simulation) {
        this(balancer, what, theory, 0, simulation);
    }

    /**
     * What the runs say.
     *
     * @param mean of all
     * @param margin how far from theory it may be: four standard errors of the mean, and theory's slack
     */
    record Result(double mean, double margin) {}

    /** Simulates it with 20 seeds, the same ones each time. */
    Result run() {
        double[] runs = LongStream.rangeClosed(1, RUNS).mapToDouble(simulation).toArray();
        double mean = Arrays.stream(runs).average().orElseThrow();
        double squares =
                Arrays.stream(runs).map(run -> (run - mean) * (run - mean)).sum();
        double error = Math.sqrt(squares / (RUNS - 1) / RUNS);
        return new Result(mean, STANDARD_ERRORS * error + slack + ROUNDING);
    }

    /** A line of the table. */
    String line(Result result) {
        return String.format(
                Locale.ROOT,
                "%-17s%-62s%9.4f%11.4f%+12.4f%9.4f",
                balancer,
                what,
                theory,
                result.mean,
                result.mean - theory,
                result.margin);
    }

    @Override
    public String toString() {
        return balancer + ": " + what;
    }
}

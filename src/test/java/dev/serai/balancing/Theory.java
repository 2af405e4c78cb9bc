package dev.serai.balancing;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What queueing theory says of equal targets that answer one request after the other, each in an exponential time of mean 1,
 * while requests come by chance (Poisson). Times follow from how many others are ahead of a request when it comes: it takes
 * its own time and theirs.
 *
 * @param ahead the probabilities that at least 0, 1, 2… are ahead
 */
record Theory(double[] ahead) {

    private static final int MOST = 400;
    /** The longest queue of the chain of {@link #shorterOfTwo}. */
    private static final int LONGEST = 40;

    private static final int STEPS = 4000;
    private static final int HALVINGS = 60;

    /** Chosen by chance: M/M/1. */
    static Theory chance(double load) {
        return of(j -> Math.pow(load, j));
    }

    /**
     * In turn: each target sees every n-th arrival, GI/M/1 with Erlang arrivals; the root of its equation takes the load's
     * place (Kleinrock, Queueing Systems I, 6.4).
     */
    static Theory inTurn(double load, int targets) {
        double root = load;
        for (int i = 0; i < STEPS; i++) {
            root = Math.pow(load * targets / (load * targets + 1 - root), targets);
        }
        double sigma = root;
        return of(j -> Math.pow(sigma, j));
    }

    /** The shorter queue of two that chance picks among many: Mitzenmacher, The power of two choices, 2001, lemma 1. */
    static Theory twoChoices(double load) {
        return of(j -> Math.pow(load, Math.pow(2, j + 1) - 2));
    }

    /**
     * The shorter of two queues, chance at a tie. There is no closed form (Flatto and McKean, 1977); this is the balance of
     * its Markov chain, followed until nothing changes. At a load of 0.8 what it cuts off is below one in a million.
     */
    static Theory shorterOfTwo(double load) {
        double[][] now = new double[LONGEST + 1][LONGEST + 1];
        now[0][0] = 1;
        double rate = 2 * load + 2;
        for (int step = 0; step < STEPS; step++) {
            now = next(now, load / rate, 1 / rate);
        }
        double[] ahead = new double[LONGEST + 1];
        for (int a = 0; a <= LONGEST; a++) {
            for (int b = 0; b <= LONGEST; b++) {
                for (int j = 0; j <= Math.min(a, b); j++) {
                    ahead[j] += now[a][b];
                }
            }
        }
        return new Theory(ahead);
    }

    /** One step: with probability {@code 2 in} a request comes, with {@code out} each target answers one, if it has one. */
    private static double[][] next(double[][] now, double in, double out) {
        double[][] next = new double[LONGEST + 1][LONGEST + 1];
        for (int a = 0; a <= LONGEST; a++) {
            for (int b = 0; b <= LONGEST; b++) {
                double here = now[a][b];
                double toFirst = a == b ? in : a < b ? 2 * in : 0;
                next[Math.min(LONGEST, a + 1)][b] += here * toFirst;
                next[a][Math.min(LONGEST, b + 1)] += here * (2 * in - toFirst);
                next[Math.max(0, a - 1)][b] += here * out;
                next[a][Math.max(0, b - 1)] += here * out;
            }
        }
        return next;
    }

    private static Theory of(IntToDoubleFunction ahead) {
        double[] all = new double[MOST];
        Arrays.setAll(all, ahead);
        return new Theory(all);
    }

    /** The mean time from request to answer. */
    double mean() {
        return Arrays.stream(ahead).sum();
    }

    /** What 99 of 100 requests do not exceed. */
    double p99() {
        double low = 0;
        double high = MOST / 2.0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (longerThan(middle) > 0.01) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** After that time fewer have been answered than were ahead, and it itself: a Poisson number. */
    private double longerThan(double time) {
        double longer = 0;
        double exactly = Math.exp(-time);
        for (int j = 0; j < ahead.length; j++) {
            longer += exactly * ahead[j];
            exactly *= time / (j + 1);
        }
        return longer;
    }
}

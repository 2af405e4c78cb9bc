package dev.serai.balancing;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** Puts members in an order. */
final class Ranking {

    private Ranking() {}

    /** What a member costs. */
    @FunctionalInterface
    interface Cost {
        /** Is given the member, and its place among the members before they are sorted. */
        double of(BalancedTarget member, int place);
    }

    /** The least first. Each is looked at once. */
    static List<BalancedTarget> ascending(List<BalancedTarget> members, ToDoubleFunction<BalancedTarget> cost) {
        return ascending(members, (member, place) -> cost.applyAsDouble(member));
    }

    /** The least first. Each is looked at once: what it costs may change meanwhile. Equals stay as they are. */
    static List<BalancedTarget> ascending(List<BalancedTarget> members, Cost cost) {
        BalancedTarget[] sorted = new BalancedTarget[members.size()];
        double[] costs = new double[sorted.length];
        for (int n = 0; n < sorted.length; n++) {
            BalancedTarget member = members.get(n);
            double its = cost.of(member, n);
            int place = n;
            for (; place > 0 && costs[place - 1] > its; place--) {
                sorted[place] = sorted[place - 1];
                costs[place] = costs[place - 1];
            }
            sorted[place] = member;
            costs[place] = its;
        }
        return Arrays.asList(sorted);
    }

    /** In an order that chance makes, each as likely as any other, so that who is first among equals is chance too. */
    static List<BalancedTarget> shuffled(List<BalancedTarget> members, DoubleSupplier random) {
        BalancedTarget[] shuffled = members.toArray(BalancedTarget[]::new);
        for (int n = shuffled.length - 1; n > 0; n--) {
            int other = (int) (random.getAsDouble() * (n + 1));
            BalancedTarget last = shuffled[n];
            shuffled[n] = shuffled[other];
            shuffled[other] = last;
        }
        return Arrays.asList(shuffled);
    }

    /**
     * A draw by weight without replacement: whoever has the least {@code -ln(u) / weight} is first with a probability in
     * proportion to his weight (Efraimidis and Spirakis, 2006).
     *
     * @param uniform between zero and one
     */
    static double lot(double uniform, double weight) {
        return -Math.log(uniform) / weight;
    }
}

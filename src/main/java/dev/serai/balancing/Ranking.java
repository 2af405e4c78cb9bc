package dev.serai.balancing;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Puts members in an order. */
final class Ranking {

    private Ranking() {}

    /** What a member costs. */
    @FunctionalInterface
    interface Cost {
        /** Is given the member, and its place among the members before they are sorted. */
        double of(Member member, int place);
    }

    /** The least first. Each is looked at once. */
    static List<Member> ascending(List<Member> members, ToDoubleFunction<Member> cost) {
        return ascending(members, (member, place) -> cost.applyAsDouble(member));
    }

    /** The least first. Each is looked at once: what it costs may change meanwhile. Equals stay as they are. */
    static List<Member> ascending(List<Member> members, Cost cost) {
        Member[] sorted = new Member[members.size()];
        double[] costs = new double[sorted.length];
        for (int n = 0; n < sorted.length; n++) {
            Member member = members.get(n);
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

    /** From a place on, and then from the beginning. */
    static List<Member> from(int place, List<Member> members) {
        Member[] turned = new Member[members.size()];
        for (int n = 0; n < turned.length; n++) {
            turned[n] = members.get((place + n) % turned.length);
        }
        return Arrays.asList(turned);
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

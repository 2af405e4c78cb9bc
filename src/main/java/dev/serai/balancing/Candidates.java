package dev.serai.balancing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;

/** The members that are left for one request, in the order in which they are to be asked. */
final class Candidates {

    private final Exchange exchange;
    private final Deque<BalancedTarget> left;

    Candidates(Exchange exchange, List<BalancedTarget> order) {
        this.exchange = exchange;
        this.left = new ArrayDeque<>(order);
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** The next one; null if nobody is left. */
    BalancedTarget next() {
        return left.poll();
    }

    /** The next one that is not to be left alone; null if there is none. */
    BalancedTarget nextWell() {
        for (BalancedTarget member : left) {
            if (!member.rests(exchange)) {
                left.remove(member);
                return member;
            }
        }
        return null;
    }

    void add(BalancedTarget member) {
        left.add(member);
    }

    /** Whether any of them can be asked at all. */
    boolean anyConfigured() {
        for (BalancedTarget member : left) {
            if (member.configured(exchange)) {
                return true;
            }
        }
        return false;
    }

    /** Leaves out those that are called with the key of this one, which has no money left. */
    void dropThoseWithTheKeyOf(BalancedTarget member) {
        left.removeIf(other -> other.sharesKeyWith(member, exchange));
    }

    /** Leaves out those that take no more tokens than this one. */
    void dropThoseAsSmallAs(BalancedTarget member) {
        left.removeIf(other -> other.contextWindow() > 0 && other.contextWindow() <= member.contextWindow());
    }
}

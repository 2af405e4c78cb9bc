package dev.serai.balancing;

import dev.serai.access.Caller;
import dev.serai.upstream.Call;
import dev.serai.upstream.Target;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.ExchangeHelper;

/**
 * Asks the targets of an alias one after the other until one answers, or refuses for a reason that all would have. What
 * differs between balancers is the order alone. A target that is to be left alone, since its rate limit is reached or its
 * breaker open, comes after all others; but it comes: who knows whether it would not answer after all.
 *
 * <p>It works on the caller's thread, as all steps do. Each route has a balancer of its own, since Camel adds the targets
 * to it; what is known of targets is in {@link Loads}.
 */
public abstract class Balancer extends LoadBalancerSupport {

    /**
     * One target's answer or error.
     *
     * @param target who was asked; null if nobody was
     */
    private record Attempt(Exchange exchange, Target target) {}

    private final Loads loads;
    private volatile List<Member> members = List.of();

    protected Balancer(Loads loads) {
        this.loads = loads;
    }

    /**
     * Puts members in the order in which they are to be asked.
     *
     * @param members one or more, in the file's order; those that are to be left alone are not among them, unless all are
     * @return the same members
     */
    protected abstract List<Member> order(Exchange exchange, List<Member> members);

    @Override
    protected void doStart() throws Exception {
        List<Member> found = new ArrayList<>();
        for (AsyncProcessor step : getProcessors()) {
            found.add(Member.of(step, loads, getRouteId() + "/" + getId() + "/" + found.size()));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the loadBalance " + getId() + " has no steps to choose from");
        }
        members = List.copyOf(found);
        super.doStart();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Attempt result = null;
        for (Member member : all(exchange)) {
            Attempt attempt = ask(member, exchange);
            if (result == null || Verdict.wasAsked(attempt.exchange) || !Verdict.wasAsked(result.exchange)) {
                result = attempt; // an open breaker's error must not hide why it is open, or what others said
            }
            if (!Verdict.isRetryable(attempt.exchange)) {
                break;
            }
        }
        Call.of(exchange).answeredBy(result.target);
        ExchangeHelper.copyResults(exchange, result.exchange);
        callback.done(true);
        return true;
    }

    /** Everyone, in order: those that may be asked, then those that rest, the first to be back first. */
    private List<Member> all(Exchange exchange) {
        List<Member> ready = new ArrayList<>(members.size());
        List<Member> resting = new ArrayList<>(0);
        for (Member member : members) {
            boolean rests = member.load().restsFor() > 0 && isOurs(member, exchange);
            (rests ? resting : ready).add(member);
        }
        if (ready.isEmpty()) {
            return order(exchange, members);
        }
        List<Member> ordered = order(exchange, ready);
        if (resting.isEmpty()) {
            return ordered;
        }
        List<Member> all = new ArrayList<>(ordered);
        all.addAll(Ranking.ascending(resting, member -> (double) member.load().restsFor()));
        return all;
    }

    /** Asks with a copy, so that what a target left behind is gone when the next one is asked. */
    private static Attempt ask(Member member, Exchange exchange) {
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        Load.Turn turn = member.load().begin();
        try {
            member.processor().process(copy);
        } catch (Exception e) {
            copy.setException(e);
        } finally {
            Verdict.tell(member.load(), turn, copy, exchange, isOurs(member, exchange));
        }
        return new Attempt(copy, Call.of(exchange).target());
    }

    /** Whether the limits at the target are shared by all: a project with a key of its own has its own. */
    private static boolean isOurs(Member member, Exchange exchange) {
        Caller caller = Caller.of(exchange);
        return member.target() == null
                || caller == null
                || caller.providerKey(member.target().provider().name()) == null;
    }
}

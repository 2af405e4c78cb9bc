package dev.serai.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;

/**
 * Asks the targets of an alias one after the other until one answers, or refuses for a reason that all would have. What
 * differs between balancers is the order alone. A target that is to be left alone, since its rate limit is reached or its
 * breaker open, comes after all others; but it comes: who knows whether it would not answer after all.
 *
 * <p>It works on the caller's thread, as all steps do. Each route has a balancer of its own, since Camel adds the targets
 * to it; what is known of targets is in {@link Loads}.
 */
public abstract class Balancer extends LoadBalancerSupport {

    private final Loads loads;
    private volatile List<BalancedTarget> members = List.of();
    private volatile boolean standIns;
    private BalancerOptions options = BalancerOptions.NONE;
    private volatile SavedStreams streams = new SavedStreams();

    protected Balancer(Loads loads) {
        this.loads = loads;
    }

    /** The same with what its file says beside the order. */
    Balancer with(BalancerOptions said) {
        options = said;
        return this;
    }

    /**
     * Puts members in the order in which they are to be asked.
     *
     * @param members one or more, in the file's order; those that are to be left alone are not among them, unless all are
     * @return the same members
     */
    protected abstract List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members);

    @ManagedAttribute(description = "What is done about streams that break off")
    public String getRecovery() {
        return options.recovery().name().toLowerCase(Locale.ROOT);
    }

    @ManagedAttribute(description = "Streams that another target went on with, from what was sent")
    public long getResumedStreams() {
        return streams.resumed();
    }

    @ManagedAttribute(description = "Streams that another target began again, without what was sent")
    public long getRestartedStreams() {
        return streams.restarted();
    }

    @ManagedAttribute(description = "Streams that another target answered in place of, before anything was sent")
    public long getReplacedStreams() {
        return streams.replaced();
    }

    @ManagedAttribute(description = "Streams that broke off, and that no other target could go on with")
    public long getLostStreams() {
        return streams.lost();
    }

    @Override
    protected void doStart() throws Exception {
        List<BalancedTarget> found = new ArrayList<>();
        for (AsyncProcessor step : getProcessors()) {
            found.add(BalancedTarget.of(step, loads, getRouteId() + "/" + getId() + "/" + found.size())
                    .with(options.condense()));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the loadBalance " + getId() + " has no steps to choose from");
        }
        members = List.copyOf(found);
        streams = loads.streamsOf(getRouteId() + "/" + getId());
        standIns = found.stream().anyMatch(BalancedTarget::isStandIn);
        super.doStart();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Branch.ask(exchange, this::ask);
        callback.done(true);
        return true;
    }

    private void ask(Exchange exchange) {
        new FailoverChain(exchange, all(exchange, standIns ? eligible(exchange) : members), options, streams).ask();
    }

    /** Without those that stand in where nobody else is configured, if anybody is. */
    private List<BalancedTarget> eligible(Exchange exchange) {
        List<BalancedTarget> others =
                members.stream().filter(it -> !it.isStandIn()).toList();
        return others.stream().anyMatch(it -> it.configured(exchange)) ? others : members;
    }

    /** Everyone, in order: those that may be asked, then those that rest, the first to be back first. */
    List<BalancedTarget> all(Exchange exchange, List<BalancedTarget> members) {
        List<BalancedTarget> ready = new ArrayList<>(members.size());
        List<BalancedTarget> resting = new ArrayList<>(0);
        for (BalancedTarget member : members) {
            boolean rests = member.rests(exchange);
            (rests ? resting : ready).add(member);
        }
        if (ready.isEmpty()) {
            return order(exchange, members);
        }
        List<BalancedTarget> ordered = order(exchange, ready);
        if (resting.isEmpty()) {
            return ordered;
        }
        List<BalancedTarget> all = new ArrayList<>(ordered);
        all.addAll(Ranking.ascending(resting, member -> (double) member.load().restsFor()));
        return all;
    }
}

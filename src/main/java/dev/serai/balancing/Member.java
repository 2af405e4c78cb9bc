package dev.serai.balancing;

import dev.serai.upstream.Target;
import dev.serai.upstream.TargetSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;

/**
 * One place of a balancer.
 *
 * @param processor asks it
 * @param load what is known of it
 * @param weight as its file has it
 * @param target null for a step that is no single target, such as {@code direct:}
 */
public record Member(AsyncProcessor processor, Load load, double weight, Target target) {

    /** Looks through a step for what it sends to; one that sends to several places, or to none, has the given name. */
    static Member of(AsyncProcessor step, Loads loads, String name) {
        List<Endpoint> endpoints = new ArrayList<>(1);
        collect(step, endpoints);
        if (endpoints.size() != 1) {
            return new Member(step, loads.of(name), 1, null);
        }
        return endpoints.get(0) instanceof TargetSource source && source.target() != null
                ? new Member(
                        step,
                        loads.of(source.target().id()),
                        source.target().options().weight(),
                        source.target())
                : new Member(step, loads.of(endpoints.get(0).getEndpointUri()), 1, null);
    }

    private static void collect(Object processor, List<Endpoint> endpoints) {
        if (processor instanceof EndpointAware sender) {
            endpoints.add(sender.getEndpoint());
        } else if (processor instanceof Navigate<?> step && step.hasNext()) {
            step.next().forEach(inner -> collect(inner, endpoints));
        }
    }

    /** The weight that counts now: less than its own while it recovers. */
    public double pull() {
        return weight * load.readiness();
    }
}

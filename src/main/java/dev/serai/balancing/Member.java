package dev.serai.balancing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.resilience.Retryable;
import dev.serai.upstream.Call;
import dev.serai.upstream.Provider;
import dev.serai.upstream.Target;
import dev.serai.upstream.TargetSource;
import dev.serai.wire.Continuation;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
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

    /** How many tokens it takes; 0 where the alias does not say. */
    long contextWindow() {
        return target == null ? 0 : target.options().contextWindow();
    }

    /** How it goes on if it is given the beginning of an answer; anew if it cannot be. */
    Continuation continuation(Call call) {
        if (target == null || !call.asked().operation().equals("chat")) {
            return Continuation.ANEW;
        }
        Provider provider = target.provider();
        JsonNode setting = provider.settings(target.model()).path("prefill");
        if (setting.asText().equals("repeated")) {
            return Continuation.REPEATED;
        }
        return setting.asBoolean(provider.can("prefill")) ? Continuation.REST : Continuation.ANEW;
    }

    /** Whether it is to be left alone: its limit is reached, it could not be asked just now, or its breaker is open. */
    boolean rests(Exchange exchange) {
        return (load.restsFor() > 0 && limitsAreOurs(exchange))
                || load.breaker().getState() == State.OPEN
                || load.breaker().getState() == State.FORCED_OPEN;
    }

    /** Whether the limits at the target are shared by all: a project with a key of its own has its own. */
    private boolean limitsAreOurs(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        return target == null
                || caller == null
                || caller.providerKey(target.provider().name()) == null;
    }

    /**
     * Asks it; the answer or the error is in the exchange.
     *
     * @param whole the exchange that ends when the answer is sent
     */
    void ask(Exchange exchange, Exchange whole) {
        Asking asking = begin(exchange);
        if (asking != null) {
            asking.run(processor, exchange);
            asking.tell(exchange, whole);
        }
    }

    /** Begins to ask; null if its breaker is open, which is the exchange's error then. */
    Asking begin(Exchange exchange) {
        if (!load.breaker().tryAcquirePermission()) {
            exchange.setException(Retryable.circuitOpen("'" + load.key() + "' failed too often; it is left alone"));
            return null;
        }
        return new Asking(load, limitsAreOurs(exchange));
    }
}

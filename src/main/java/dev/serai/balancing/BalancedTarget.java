package dev.serai.balancing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.Fitted;
import dev.serai.call.Target;
import dev.serai.call.TargetSource;
import dev.serai.condensing.Condense;
import dev.serai.condensing.Condensing;
import dev.serai.provider.Provider;
import dev.serai.recovery.Continuation;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.support.CamelContextHelper;

/**
 * One place of a balancer.
 *
 * @param processor asks it
 * @param load what is known of it
 * @param weight as its file has it
 * @param target null for a step that is no single target, such as {@code direct:}
 * @param condense what is done about conversations that do not fit it
 */
public record BalancedTarget(AsyncProcessor processor, Load load, double weight, Target target, Condense condense) {

    /** One that is asked whatever it takes. */
    public BalancedTarget(AsyncProcessor processor, Load load, double weight, Target target) {
        this(processor, load, weight, target, Condense.NONE);
    }

    /** The same in an alias that says what is done about conversations that do not fit it. */
    BalancedTarget with(Condense said) {
        return new BalancedTarget(processor, load, weight, target, said);
    }

    /** Looks through a step for what it sends to; one that sends to several places, or to none, has the given name. */
    static BalancedTarget of(AsyncProcessor step, Loads loads, String name) {
        List<Endpoint> endpoints = new ArrayList<>(1);
        collect(step, endpoints);
        if (endpoints.size() != 1) {
            return of(step, loads.of(name));
        }
        return endpoints.get(0) instanceof TargetSource source && source.target() != null
                ? new BalancedTarget(
                        step,
                        loads.named(source.target()),
                        source.target().options().weight(),
                        source.target())
                : of(step, loads.of(endpoints.get(0).getEndpointUri()));
    }

    /** A step that is no single target, such as an alias. */
    public static BalancedTarget of(AsyncProcessor step, Load load) {
        return new BalancedTarget(Guard.learning(load, step), load, 1, null);
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
        Load its = target == null
                ? load
                : load.of(Caller.of(exchange), target.provider().name());
        return its.restsFor() > 0 || its.refuses();
    }

    /** Whether it is to be asked only where no other one of the alias is configured. */
    boolean isStandIn() {
        return target != null && target.options().standsIn();
    }

    /** Whether it can be asked at all; a step that is no single target may be able to. */
    boolean configured(Exchange exchange) {
        return target == null || target.provider().configuredWith(key(exchange));
    }

    /** Whether it is called with the same key as another one. */
    boolean sharesKeyWith(BalancedTarget other, Exchange exchange) {
        return target != null
                && other.target != null
                && target.provider().name().equals(other.target.provider().name())
                && key(exchange).equals(other.key(exchange));
    }

    private String key(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        String own =
                caller == null ? null : caller.providerKey(target.provider().name());
        return own == null ? target.key() : own;
    }

    /** Asks it, a conversation that it does not take in a shorter form; the answer or the error is in the exchange. */
    void ask(Exchange exchange) {
        Fitted fitted = null;
        if (condense.acts() && isThere(exchange)) {
            try {
                fitted = CamelContextHelper.mandatoryLookup(exchange.getContext(), "condensing", Condensing.class)
                        .fit(exchange, target, condense);
            } catch (ApiException e) {
                exchange.setException(e);
                return;
            }
            Call.of(exchange).attempts().wording().fits(target, fitted);
        }
        Guard.run(processor, exchange);
        if (fitted != null && fitted.told() != null && exchange.getException() == null) {
            exchange.getMessage().setHeader("x-serai-condensed", fitted.told());
        }
    }

    /** Whether it will be asked, as far as is known. */
    private boolean isThere(Exchange exchange) {
        return target != null
                && configured(exchange)
                && !load.of(Caller.of(exchange), target.provider().name()).refuses();
    }
}

package dev.serai.balancing;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.RawObject;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/**
 * {@code sticky}: a session's requests go to the same target, where its prompt is cached. Rendezvous hashing with
 * weights (Thaler and Ravishankar, 1998; Schindelhauer and Schomaker, 2005): when a target goes, its sessions are spread
 * over the others, and all others stay.
 */
@ManagedResource(description = "Balancer")
public final class Sticky extends Balancer {

    private static final String[] MEMBERS = {"prompt_cache_key", "user"};
    /** In other formats these have the session's or the user's name in them. */
    private static final String[] OTHERS = {"prompt_cache_key", "user", "metadata"};

    private static final double STEPS = 1L << 53;

    Sticky(Loads loads) {
        super(loads);
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        long session = session(exchange);
        return Ranking.ascending(
                members,
                member -> Ranking.lot(uniform(session ^ mixed(hash(member.load().key()))), member.pull()));
    }

    private static long session(Exchange exchange) {
        if (exchange.getVariable("hints") instanceof Map<?, ?> hints && hints.get("session") instanceof String named) {
            return hash(named);
        }
        ApiRequest asked = Call.of(exchange).asked();
        RawObject request = asked.said();
        for (String name : asked.original() == null ? MEMBERS : OTHERS) {
            RawObject.Slice value = request.get(name);
            if (value != null && value.length() > "\"\"".length()) {
                return hash(value);
            }
        }
        Caller caller = Caller.of(exchange);
        return hash(caller == null ? "" : caller.id());
    }

    /** Of the bytes where they are: a caller may make it as long as the body. */
    private static long hash(RawObject.Slice value) {
        long hash = 0;
        for (int i = value.start(); i < value.end(); i++) {
            hash = 31 * hash + value.source()[i];
        }
        return mixed(hash);
    }

    private static long hash(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return mixed(hash);
    }

    /** The finalizer of SplitMix64: similar numbers become different ones. */
    private static long mixed(long number) {
        long n = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        n = (n ^ (n >>> 27)) * 0x94d049bb133111ebL;
        return n ^ (n >>> 31);
    }

    /** Above zero, and below one. */
    private static double uniform(long hash) {
        return ((mixed(hash) >>> 11) + 0.5) / STEPS;
    }
}

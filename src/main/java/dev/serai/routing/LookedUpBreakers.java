package dev.serai.routing;

import dev.serai.breakers.Breakers;
import dev.serai.resources.NamedBeans;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** Gives one context the breakers that its routes name, and knows by which names they do. */
final class LookedUpBreakers implements NamedBeans {

    private final Breakers breakers;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    LookedUpBreakers(Breakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public Object lookupByName(String name) {
        Object breaker = breakers.lookupByName(name);
        if (breaker != null) {
            names.add(Breakers.named(name));
        }
        return breaker;
    }

    /** Those that a context's routes have named. */
    static Set<String> of(CamelContext context) {
        LookedUpBreakers known = context.getCamelContextExtension().getContextPlugin(LookedUpBreakers.class);
        return known == null ? Set.of() : Set.copyOf(known.names);
    }
}

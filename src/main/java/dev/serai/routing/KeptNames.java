package dev.serai.routing;

import dev.serai.call.TargetSource;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.time.Survival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/**
 * Has what is kept by names of files forgotten, when the last generation that has a name is gone. Not while files are
 * loaded: what they name is kept for them from before they serve.
 */
final class KeptNames {

    private final Supplier<Stream<KeepsByName>> keepers;
    private int loading;
    private boolean changed;

    KeptNames(Supplier<Stream<KeepsByName>> keepers) {
        this.keepers = keepers;
    }

    /** Files are loaded from now on. */
    synchronized void loads() {
        loading++;
    }

    /** They serve, or were refused. */
    synchronized void loaded() {
        loading--;
        changed = true;
    }

    /** A generation has ended. */
    synchronized void ended() {
        changed = true;
    }

    /** Has forgotten what may be. Called again and again. */
    synchronized void look(Supplier<List<Generation>> alive) {
        if (changed && loading == 0) {
            changed = false;
            NamesInUse names = of(alive.get());
            keepers.get().forEach(it -> Survival.of("To forget names that are gone", () -> it.retain(names)));
        }
    }

    /** The names of these generations. */
    static NamesInUse of(List<Generation> generations) {
        NamesInUse names = new NamesInUse(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (Generation generation : generations) {
            generation.models().providers().forEach(provider -> names.breakers().add(provider.name()));
            add(generation.context(), names);
        }
        return names;
    }

    private static void add(CamelContext context, NamesInUse names) {
        names.breakers().addAll(LookedUpBreakers.of(context));
        for (Route route : context.getRoutes()) {
            names.routes().add(route.getRouteId());
        }
        Set<String> targets = names.targets();
        for (Endpoint endpoint : context.getEndpoints()) {
            names.addresses().add(endpoint.getEndpointUri());
            if (endpoint instanceof TargetSource source && source.target() != null) {
                targets.add(source.target().id());
            }
        }
    }
}

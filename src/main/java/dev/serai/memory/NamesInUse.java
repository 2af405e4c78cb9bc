package dev.serai.memory;

import java.util.Set;

/**
 * Names that files give to things, of every generation that serves or still finishes its requests.
 *
 * @param breakers providers, and what else a route names a breaker by
 * @param targets {@code provider/model}, and the name of a key where there is one
 * @param routes ids of routes
 * @param addresses that routes send to
 */
public record NamesInUse(Set<String> breakers, Set<String> targets, Set<String> routes, Set<String> addresses) {

    /** Whether a file has this provider, or the one of this {@code provider/model}. */
    public boolean haveProvider(String name) {
        return breakers.contains(beginning(name));
    }

    /** Whether a file names this target. */
    public boolean haveTarget(String id) {
        return targets.contains(id);
    }

    /** Whether there is this route, or the one of this {@code route/step}, or whether one sends there. */
    public boolean havePlace(String name) {
        return routes.contains(beginning(name)) || addresses.contains(name);
    }

    private static String beginning(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }
}

package dev.serai.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests whose answers are not there yet: those that others may wait for, and those that ask by themselves. */
final class Flights {

    private final Map<CacheKey, Flight> joinable = new ConcurrentHashMap<>();
    private final Map<Flight, CacheKey> all = new ConcurrentHashMap<>();

    /** Has others wait for a request from now on; gives the one that they wait for already, null where there was none. */
    Flight begins(CacheKey key, Flight flight) {
        all.put(flight, key);
        Flight other = joinable.putIfAbsent(key, flight);
        if (other != null) {
            all.remove(flight);
        }
        return other;
    }

    /** One begins for which nobody waits: it asks anew, or has waited in vain. */
    void beginsAlone(CacheKey key, Flight flight) {
        all.put(flight, key);
    }

    void ended(CacheKey key, Flight flight) {
        joinable.remove(key, flight);
        all.remove(flight);
    }

    /** What comes of these is not kept, and nobody who asks from now on gets it. */
    void forget(CacheSelection selection) {
        all.forEach((flight, key) -> {
            if (selection.holds(key, flight.standing())) {
                flight.forget();
                joinable.remove(key, flight);
            }
        });
    }

    /** How many that others may wait for are of a category. */
    long of(String category) {
        return joinable.values().stream()
                .filter(flight -> flight.standing().category().equals(category))
                .count();
    }

    /** How many wait for others. */
    int waiting() {
        return all.keySet().stream().mapToInt(Flight::waiting).sum();
    }
}

package dev.serai.http;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bodies that are waited for. Each holds a thread meanwhile, so there are not more than so many: whoever is slowest is
 * given up for one that begins.
 */
final class Uploads {

    private final int most;
    private final Set<RequestBody> awaited = ConcurrentHashMap.newKeySet();

    Uploads(int most) {
        this.most = most;
    }

    void begin(RequestBody body) {
        awaited.add(body);
        if (awaited.size() > most) {
            long now = System.nanoTime();
            awaited.stream()
                    .min(Comparator.comparingDouble(it -> it.rate(now)))
                    .filter(awaited::remove)
                    .ifPresent(RequestBody::giveUp);
        }
    }

    /** How many are waited for. */
    int awaited() {
        return awaited.size();
    }

    void end(RequestBody body) {
        awaited.remove(body);
    }
}

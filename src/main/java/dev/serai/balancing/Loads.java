package dev.serai.balancing;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.resilience.HotCache;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What is known of each target. It outlives generations: a reload must not forget which target is slow or at its limit. */
public final class Loads {

    private static final int TARGETS = 10_000;

    private final LongSupplier nanos;
    private final Function<String, CircuitBreaker> breakers;
    private final Function<String, CircuitBreaker> unlisted;
    private final Cache<String, Load> loads =
            HotCache.builder().maximumSize(TARGETS).build();
    private final Cache<String, Load> callers =
            HotCache.builder().maximumSize(TARGETS).build();

    /**
     * Knows nothing yet.
     *
     * @param nanos the clock: {@link System#nanoTime}
     * @param breakers gives the breaker of a key, which operators see
     * @param unlisted makes one that they do not see
     */
    public Loads(
            LongSupplier nanos, Function<String, CircuitBreaker> breakers, Function<String, CircuitBreaker> unlisted) {
        this.nanos = nanos;
        this.breakers = breakers;
        this.unlisted = unlisted;
    }

    /**
     * What is known of a target that files name; the same object for all who ask.
     *
     * @param key {@code provider/model}; with the name of another key {@code provider/model#name}
     */
    public Load of(String key) {
        return loads.get(key, name -> new Load(name, nanos, breakers.apply(name)));
    }

    /**
     * The same of a target that a caller has named. Where no file names it too, it is forgotten in time: callers can name
     * more of them than may be counted, listed and kept.
     */
    public Load namedByCaller(String key) {
        Load known = loads.getIfPresent(key);
        return known != null ? known : callers.get(key, name -> new Load(name, nanos, unlisted.apply(name)));
    }
}

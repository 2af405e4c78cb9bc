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
    private final Cache<String, Load> loads =
            HotCache.builder().maximumSize(TARGETS).build();

    /**
     * Knows nothing yet.
     *
     * @param nanos the clock: {@link System#nanoTime}
     * @param breakers gives the breaker of a key
     */
    public Loads(LongSupplier nanos, Function<String, CircuitBreaker> breakers) {
        this.nanos = nanos;
        this.breakers = breakers;
    }

    /**
     * What is known of a target; the same object for all who ask.
     *
     * @param key {@code provider/model}; with the name of another key {@code provider/model#name}
     */
    public Load of(String key) {
        return loads.get(key, name -> new Load(name, nanos, breakers.apply(name)));
    }
}

package dev.serai.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/**
 * Circuit breakers by name, made when a route first asks for {@code breaker-<provider>}. They outlive the routes that
 * use them: a reload must not forget that a provider is down.
 */
public final class Breakers implements BeanRepository {

    private static final String PREFIX = "breaker-";

    private final CircuitBreakerRegistry registry;

    /**
     * Sets the limits that all breakers share.
     *
     * @param failureRate percent of the last {@code window} calls that may fail
     * @param openFor how long an open breaker refuses before it lets a few calls try
     */
    public Breakers(int failureRate, int window, Duration openFor) {
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .failureRateThreshold(failureRate)
                .slidingWindowSize(window)
                .minimumNumberOfCalls(Math.min(window, 10))
                .waitDurationInOpenState(openFor)
                .permittedNumberOfCallsInHalfOpenState(2)
                .ignoreExceptions(ClientLeft.class)
                .writableStackTraceEnabled(false)
                .build());
    }

    @Override
    public Object lookupByName(String name) {
        return name.startsWith(PREFIX) ? registry.circuitBreaker(name.substring(PREFIX.length())) : null;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return type.isAssignableFrom(CircuitBreaker.class) ? type.cast(lookupByName(name)) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}

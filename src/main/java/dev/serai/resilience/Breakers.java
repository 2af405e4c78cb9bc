package dev.serai.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Circuit breakers by name, made when they are first asked for: a route names {@code breaker-<provider>}, a balancer asks
 * for {@code provider/model}. They outlive the routes that use them: a reload must not forget that a provider is down.
 *
 * <p>An open breaker lets one request try after a while; each time that one fails, the while is half as long again.
 */
public final class Breakers implements BeanRepository, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);
    private static final String PREFIX = "breaker-";
    private static final double LONGER = 1.5;
    private static final double SPREAD = 0.1;

    /**
     * When a breaker opens, and for how long.
     *
     * @param failureRate percent of the last {@code window} calls that may fail
     * @param slowRate percent of them that may take longer than {@code slowAfter}; of a stream, its time to first token
     * @param openFor how long an open breaker refuses at first before it lets a call try
     * @param openForMost how long at most, when those keep failing
     */
    public record Limits(
            int failureRate, int slowRate, Duration slowAfter, int window, Duration openFor, Duration openForMost) {}

    /**
     * A breaker as operators see it.
     *
     * @param name of a provider, or {@code provider/model}
     * @param state {@code closed}, {@code open}, {@code half-open}, {@code forced-open} or {@code forced-closed}
     * @param failureRate percent of the calls in the window; null while there are too few
     * @param slowRate the same for slow calls
     * @param calls in the window
     */
    public record Reading(String name, String state, Float failureRate, Float slowRate, int calls) {

        static Reading of(CircuitBreaker breaker) {
            CircuitBreaker.Metrics metrics = breaker.getMetrics();
            return new Reading(
                    breaker.getName(),
                    word(breaker.getState()),
                    metrics.getFailureRate() < 0 ? null : metrics.getFailureRate(),
                    metrics.getSlowCallRate() < 0 ? null : metrics.getSlowCallRate(),
                    metrics.getNumberOfBufferedCalls());
        }
    }

    private final CircuitBreakerRegistry registry;
    private final BreakerMBeans mbeans = new BreakerMBeans();

    /** Sets the limits that all breakers share, and where their states are shown. */
    public Breakers(Limits limits, MeterRegistry meters) {
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .failureRateThreshold(limits.failureRate())
                .slowCallRateThreshold(limits.slowRate())
                .slowCallDurationThreshold(limits.slowAfter())
                .slidingWindowSize(limits.window())
                .minimumNumberOfCalls(Math.min(limits.window(), 10))
                .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialRandomBackoff(
                        limits.openFor(), LONGER, SPREAD, limits.openForMost()))
                .automaticTransitionFromOpenToHalfOpenEnabled(true) // balancers look at the state before they ask
                .permittedNumberOfCallsInHalfOpenState(1)
                .ignoreExceptions(ClientLeft.class)
                .writableStackTraceEnabled(false)
                .build());
        registry.getEventPublisher().onEntryAdded(added -> {
            watch(added.getAddedEntry(), meters);
            mbeans.show(added.getAddedEntry());
        });
    }

    private static void watch(CircuitBreaker breaker, MeterRegistry meters) {
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.atLevel(refuses(breaker) ? Level.WARN : Level.INFO)
                        .log("The circuit breaker of {} is {}", breaker.getName(), word(breaker.getState())));
        Gauge.builder("serai.breaker.open", breaker, it -> refuses(it) ? 1 : 0)
                .description("Whether a provider or one of its models is left alone")
                .tag("name", breaker.getName())
                .register(meters);
    }

    private static boolean refuses(CircuitBreaker breaker) {
        return breaker.getState() == State.OPEN || breaker.getState() == State.FORCED_OPEN;
    }

    /** The breaker of a provider, or of {@code provider/model}. */
    public CircuitBreaker breaker(String name) {
        return registry.circuitBreaker(name);
    }

    /** A breaker of its own that judges as the others do, and is shown nowhere. */
    public CircuitBreaker unlisted(String name) {
        return CircuitBreaker.of(name, registry.getDefaultConfig());
    }

    /** All that were asked for so far, by name. */
    public List<Reading> readings() {
        return registry.getAllCircuitBreakers().stream()
                .map(Reading::of)
                .sorted(Comparator.comparing(Reading::name))
                .toList();
    }

    /** One of them; empty if nobody has asked for it. */
    public Optional<Reading> reading(String name) {
        return registry.find(name).map(Reading::of);
    }

    /**
     * Opens or closes one until it is released again.
     *
     * @param state {@code open}, {@code closed}, or {@code auto} to let it judge by itself, beginning closed
     * @throws IllegalArgumentException if it is none of these
     */
    public void force(String name, String state) {
        force(breaker(name), state);
    }

    static void force(CircuitBreaker breaker, String state) {
        switch (state) {
            case "open" -> breaker.transitionToForcedOpenState();
            case "closed" -> breaker.transitionToDisabledState();
            case "auto" -> breaker.reset();
            default -> throw new IllegalArgumentException("must be open, closed or auto");
        }
    }

    private static String word(State state) {
        return state == State.DISABLED
                ? "forced-closed"
                : state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Takes them out of JMX; they go on for whoever still has one. */
    @Override
    public void close() {
        mbeans.hide();
    }

    @Override
    public Object lookupByName(String name) {
        return name.startsWith(PREFIX) ? breaker(name.substring(PREFIX.length())) : null;
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

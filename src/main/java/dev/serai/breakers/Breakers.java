package dev.serai.breakers;

import dev.serai.events.Events;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.resources.NamedBeans;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Circuit breakers by name, made when they are first asked for. Each target has one: a provider's model, called with one
 * key; it is asked and told by who asks the target. Each provider has one besides, which its route names as
 * {@code breaker-<provider>}: it opens where nobody can connect, or where the provider fails as a whole, and operators open
 * it by hand. They outlive the routes that use them: a reload must not forget that a provider is down. One goes with the last
 * generation that names it.
 *
 * <p>An open breaker lets one request try after a while; each time that one fails, the while is half as long again.
 */
public final class Breakers implements NamedBeans, KeepsByName, Holder, AutoCloseable {

    private static final String PREFIX = "breaker-";
    private static final double LONGER = 1.5;
    private static final double SPREAD = 0.1;
    /** Of targets that no file names: there can be many of them. */
    private static final int SMALL_WINDOW = 50;

    /**
     * When a breaker opens, and for how long.
     *
     * @param failureRate percent of the last {@code window} calls that may fail; a window of 0: any number may
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
     * @param lastFailure what failed last; null if nothing did
     */
    public record Reading(String name, String state, Float failureRate, Float slowRate, int calls, String lastFailure) {

        /** What a breaker shows now. */
        public static Reading of(Breaker breaker) {
            CircuitBreaker.Metrics metrics = breaker.circuit().getMetrics();
            return new Reading(
                    breaker.name(),
                    word(breaker.circuit().getState()),
                    metrics.getFailureRate() < 0 ? null : metrics.getFailureRate(),
                    metrics.getSlowCallRate() < 0 ? null : metrics.getSlowCallRate(),
                    metrics.getNumberOfBufferedCalls(),
                    breaker.lastFailure());
        }
    }

    private final CircuitBreakerConfig ofTargets;
    private final CircuitBreakerConfig ofUnlisted;
    private final CircuitBreakerConfig ofProviders;
    private final Map<String, Breaker> listed = new ConcurrentHashMap<>();
    private final BreakerEvents events;
    private final BreakerMBeans mbeans = new BreakerMBeans();

    /** Sets the limits that all breakers share, and where their states are told. */
    public Breakers(Limits limits, Events events) {
        this.events = new BreakerEvents(events);
        boolean none = limits.window() == 0;
        this.ofTargets = config(limits)
                .slowCallRateThreshold(limits.slowRate())
                .slowCallDurationThreshold(limits.slowAfter())
                .ignoreException(failure -> none)
                .build();
        this.ofUnlisted = CircuitBreakerConfig.from(ofTargets)
                .slidingWindowSize(Math.min(Math.max(1, limits.window()), SMALL_WINDOW))
                .build();
        this.ofProviders = config(limits)
                .recordException(Connectivity::isLacking)
                .ignoreException(failure -> none || Connectivity.isUnknown(failure))
                .build();
    }

    private static CircuitBreakerConfig.Builder config(Limits limits) {
        int window = Math.max(1, limits.window());
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(limits.failureRate())
                .slidingWindowSize(window)
                .minimumNumberOfCalls(Math.min(window, 10))
                .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialRandomBackoff(
                        limits.openFor(), LONGER, SPREAD, limits.openForMost()))
                .automaticTransitionFromOpenToHalfOpenEnabled(true) // balancers look at the state before they ask
                .permittedNumberOfCallsInHalfOpenState(1)
                .writableStackTraceEnabled(false);
    }

    /** The breaker of a provider as a whole. */
    public Breaker ofProvider(String name) {
        return listed.computeIfAbsent(name, it -> shown(new Breaker(it, ofProviders)));
    }

    /** The breaker of a target that a file names. */
    public Breaker ofTarget(String id) {
        return listed.computeIfAbsent(id, it -> shown(new Breaker(it, ofTargets)));
    }

    /** A breaker that is shown nowhere, and small: callers can name more targets than may be counted, listed and kept. */
    public Breaker unlisted(String id) {
        return new Breaker(id, ofUnlisted);
    }

    /** Shows one that was unlisted. */
    public void list(Breaker breaker) {
        listed.computeIfAbsent(breaker.name(), it -> shown(breaker));
    }

    private Breaker shown(Breaker breaker) {
        events.follow(breaker);
        mbeans.show(breaker);
        return breaker;
    }

    /** What an operator has set by hand stays so as long as its provider is there. */
    @Override
    public void retain(NamesInUse names) {
        listed.values().removeIf(breaker -> {
            boolean gone = !breaker.isNamedBy(names);
            if (gone) {
                mbeans.hide(breaker);
            }
            return gone;
        });
    }

    /** All that are shown, by name. */
    public List<Reading> readings() {
        return listed.values().stream()
                .map(Reading::of)
                .sorted(Comparator.comparing(Reading::name))
                .toList();
    }

    /** One of them; empty if nobody has asked for it. */
    public Optional<Reading> reading(String name) {
        return Optional.ofNullable(listed.get(name)).map(Reading::of);
    }

    /**
     * Opens or closes one until it is released again: a provider's, or one that is shown.
     *
     * @param state {@code open}, {@code closed}, or {@code auto} to let it judge by itself, beginning closed
     * @throws IllegalArgumentException if it is none of these
     */
    public void force(String name, String state) {
        Breaker known = listed.get(name);
        force(known == null ? ofProvider(name) : known, state);
    }

    static void force(Breaker breaker, String state) {
        CircuitBreaker circuit = breaker.circuit();
        switch (state) {
            case "open" -> circuit.transitionToForcedOpenState();
            case "closed" -> circuit.transitionToDisabledState();
            case "auto" -> circuit.reset();
            default -> throw new IllegalArgumentException("must be open, closed or auto");
        }
    }

    static String word(State state) {
        return state == State.DISABLED
                ? "forced-closed"
                : state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.unbounded("breakers", listed.size()));
    }

    /** Takes them out of JMX; they go on for whoever still has one. */
    @Override
    public void close() {
        mbeans.hide();
    }

    /** What stands in {@link #readings} for the one that routes call so. */
    public static String named(String bean) {
        return bean.substring(PREFIX.length());
    }

    @Override
    public Object lookupByName(String name) {
        return name.startsWith(PREFIX) ? ofProvider(named(name)).circuit() : null;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return type.isAssignableFrom(CircuitBreaker.class) ? type.cast(lookupByName(name)) : null;
    }
}

package dev.serai.breakers;

/** A circuit breaker in JMX and Hawtio. What it says of the calls of late is explained at {@link Breakers.Reading}. */
public interface CircuitBreakerMXBean {

    /** The name of a provider, or {@code provider/model}. */
    String getName();

    /** {@code closed}, {@code open}, {@code half-open}, {@code forced-open} or {@code forced-closed}. */
    String getState();

    /** Percent of the calls in the window that failed; null while there are too few. */
    Float getFailureRate();

    /** The same for slow calls. */
    Float getSlowRate();

    /** The calls in the window. */
    int getCalls();

    /** What failed last; null if nothing did. */
    String getLastFailure();

    /** Lets no request pass until it is set otherwise. */
    void forceOpen();

    /** Lets every request pass until it is set otherwise. */
    void forceClosed();

    /** Lets it judge by itself again, beginning closed. */
    void auto();
}

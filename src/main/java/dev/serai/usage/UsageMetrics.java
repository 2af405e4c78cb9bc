package dev.serai.usage;

import dev.serai.journal.Journal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What operators see of usage and of refusals. The one tag, the error's code, is the gateway's own and no caller's. */
final class UsageMetrics {

    /** More than our errors have; what has more is somebody's text. */
    private static final int CODES = 200;

    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Counter malformed;

    UsageMetrics(MeterRegistry meters, Journal journal, UsageWriter writer) {
        this.meters = meters;
        this.malformed = Counter.builder("serai.stream.events.malformed")
                .description("Events of providers that could not be read and were passed over")
                .register(meters);
        Gauge.builder("serai.usage.waiting", writer, UsageWriter::waiting)
                .description("Records of usage that have not reached the database")
                .register(meters);
        Gauge.builder("serai.usage.set.aside", writer, UsageWriter::countSetAside)
                .description("Records of usage that the database did not take; they are kept in a file")
                .register(meters);
        FunctionCounter.builder("serai.usage.dropped", journal, Journal::dropped)
                .description("Records of usage that are lost, since too many waited for the disk")
                .register(meters);
    }

    /** Counts events that could not be read. */
    void malformed(int events) {
        if (events > 0) {
            malformed.increment(events);
        }
    }

    /** Counts a request that was refused before any provider was asked. */
    void refused(String code) {
        Counter known = refused.get(code);
        (known == null ? begun(code) : known).increment();
    }

    /** A series, once there is one, stays: beyond so many, codes count together. */
    private synchronized Counter begun(String code) {
        return refused.computeIfAbsent(
                refused.containsKey(code) || refused.size() < CODES ? code : OTHER, this::counter);
    }

    /** The same for the same code. */
    private Counter counter(String code) {
        return Counter.builder("serai.refused")
                .description("Requests that were refused before any provider was asked, by the error's code")
                .tag("code", code)
                .register(meters);
    }
}

package dev.serai.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Requests by endpoint, method and status, whoever answered them. */
final class HttpMeters {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** From an answer of the gateway's own to a long stream. */
    private static final Duration[] BOUNDS =
            GenAi.seconds(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300);

    /** The part of the series that is theirs. */
    private static final int PART = 3;

    private record Key(String endpoint, String method, String status) {

        private static final Key WIDEST = new Key(MeterLabels.OTHER, MeterLabels.OTHER, MeterLabels.OTHER);

        Key wider() {
            return endpoint.equals(MeterLabels.OTHER) ? WIDEST : new Key(MeterLabels.OTHER, method, status);
        }
    }

    private static final String[] STATUSES = new String[1000];

    static {
        for (int i = 0; i < STATUSES.length; i++) {
            STATUSES[i] = Integer.toString(i);
        }
    }

    private final MeterRegistry registry;
    private final MeterLabels labels;
    private final Family<Key, Timer> durations;

    HttpMeters(MeterRegistry registry, MeterLabels labels, SeriesBound bound) {
        this.registry = registry;
        this.labels = labels;
        // with the counter that is read from it
        this.durations = new Family<>(bound.part(PART), Histograms.series(BOUNDS) + 1, Key::wider, this::duration);
    }

    /**
     * Counts one whose last byte is out.
     *
     * @param endpoint a route's path, and no other text of the caller's
     */
    void ended(String endpoint, String method, int status, long nanos) {
        durations
                .of(new Key(
                        labels.value(Label.ENDPOINT, endpoint),
                        labels.value(Label.METHOD, method(method)),
                        labels.value(Label.STATUS, status(status))))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String method(String method) {
        return method != null && METHODS.contains(method) ? method : MeterLabels.OTHER;
    }

    /** As a label has it. */
    static String status(int status) {
        return status > 0 && status < STATUSES.length ? STATUSES[status] : MeterLabels.OTHER;
    }

    private Timer duration(Key key) {
        Tags tags = labels.and(Tags.empty(), Label.ENDPOINT, key.endpoint);
        tags = labels.and(tags, Label.METHOD, key.method);
        tags = labels.and(tags, Label.STATUS, key.status);
        Timer timer = new Histograms(registry)
                .timer(
                        "http.request.duration",
                        "Requests from their first byte to the last one of their answer",
                        tags,
                        BOUNDS);
        FunctionCounter.builder("http.requests", timer, Timer::count)
                .description("Requests that were answered, or given up by who asked (499)")
                .tags(tags)
                .register(registry);
        return timer;
    }
}

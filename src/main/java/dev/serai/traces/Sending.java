package dev.serai.traces;

import dev.serai.time.Heap;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ServiceLoader;

/**
 * How spans are sent, as {@code OTEL_BSP_…} and {@code OTEL_EXPORTER_OTLP_…} have it.
 *
 * @param bounds of what waits
 * @param patience after which a batch is lost
 */
record Sending(SpanQueue.Bounds bounds, Duration patience, SpanExporter exporter) {

    /** What waiting spans may take of the heap. */
    private static final long SHARE_OF_HEAP = 64;

    /** For which a batch is waited for where a variable says 0, which is without a limit. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Reads it.
     *
     * @throws ConfigurationException if a variable cannot be so
     */
    static Sending of(ConfigProperties config) {
        SpanQueue.Bounds bounds = new SpanQueue.Bounds(
                number(config, "otel.bsp.max.queue.size", 2048),
                Heap.mostBytes() / SHARE_OF_HEAP,
                number(config, "otel.bsp.max.export.batch.size", 512),
                duration(config, "otel.bsp.schedule.delay", Duration.ofSeconds(5)));
        Duration asked = duration(config, "otel.bsp.export.timeout", Duration.ofSeconds(30));
        Duration patience = asked.isZero() ? LONGEST : asked;
        Duration timeout = duration(
                config,
                "otel.exporter.otlp.traces.timeout",
                duration(config, "otel.exporter.otlp.timeout", Duration.ofSeconds(10)));
        boolean longer = timeout.isZero() || timeout.compareTo(patience) > 0;
        SpanExporter exporter = exporter(config);
        return new Sending(bounds, patience, longer ? within(patience, exporter) : exporter);
    }

    private static int number(ConfigProperties config, String name, int otherwise) {
        int number = config.getInt(name, otherwise);
        if (number < 1) {
            throw new ConfigurationException(name + " is " + number + ", and has to be 1 at least");
        }
        return number;
    }

    private static Duration duration(ConfigProperties config, String name, Duration otherwise) {
        Duration duration = config.getDuration(name, otherwise);
        if (duration.isNegative()) {
            throw new ConfigurationException(name + " is " + duration.toMillis() + " ms, which is no time");
        }
        return duration;
    }

    /** No batch is on its way when nobody waits for it any more: of a silent collector there would be more and more. */
    private static SpanExporter within(Duration patience, SpanExporter exporter) {
        return exporter instanceof OtlpHttpSpanExporter http
                ? http.toBuilder().setTimeout(patience).build()
                : exporter;
    }

    private static SpanExporter exporter(ConfigProperties config) {
        for (ConfigurableSpanExporterProvider provider : ServiceLoader.load(ConfigurableSpanExporterProvider.class)) {
            if (provider.getName().equals("otlp")) {
                return provider.createExporter(config);
            }
        }
        throw new IllegalStateException("No exporter of OTLP is on the class path");
    }
}

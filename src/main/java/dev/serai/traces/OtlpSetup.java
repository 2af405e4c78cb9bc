package dev.serai.traces;

import dev.serai.BuiltVersion;
import dev.serai.time.Heap;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;

/**
 * The SDK as OpenTelemetry's variables have it: endpoint, headers, TLS, compression, resource, sampler, limits. Ours are who
 * decides on sampling when a request begins, the ids, and the queue.
 */
final class OtlpSetup implements AutoCloseable {

    private static final String SERVICE = "otel.service.name";
    private static final String RESOURCE = "otel.resource.attributes";

    private static final String LOST = "serai.spans.lost";
    private static final String LOST_SPANS =
            "Spans that no collector will see, by the reason: too many waited, or it did not take them";

    /** What waiting spans may take of the heap. */
    private static final long SHARE_OF_HEAP = 64;

    private final OtelVariables variables;
    private final GivenIds ids = new GivenIds();
    private final OpenTelemetrySdk sdk;
    private Sampler sampler;
    private Delivery delivery;
    private SpanQueue queue;

    /**
     * Begins to send.
     *
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if a variable
     *     cannot be so
     */
    OtlpSetup(OtelVariables variables) {
        this.variables = variables;
        variables.requireSpoken();
        try {
            sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesCustomizer(config -> overrides())
                    .addSamplerCustomizer(this::sampler)
                    .addResourceCustomizer((resource, config) -> own().merge(resource))
                    .addTracerProviderCustomizer(
                            (provider, config) -> provider.setIdGenerator(ids).addSpanProcessor(queue(config)))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            close();
            throw new IllegalStateException("OTEL_… cannot be so: " + e.getMessage(), e);
        }
    }

    /** What Spring knows goes before what the SDK finds by itself; it is to make no more than a provider of tracers. */
    private Map<String, String> overrides() {
        Map<String, String> all = new HashMap<>(variables.all());
        all.put("otel.traces.exporter", "none");
        all.put("otel.metrics.exporter", "none");
        all.put("otel.logs.exporter", "none");
        all.put("otel.propagators", "none");
        all.putIfAbsent("otel.exporter.otlp.protocol", "http/protobuf");
        if (!all.containsKey(SERVICE) && !all.getOrDefault(RESOURCE, "").contains("service.name=")) {
            all.put(SERVICE, "serai");
        }
        return all;
    }

    /** Replicas are told apart. */
    private static Resource own() {
        AttributesBuilder own = Attributes.builder()
                .put("service.instance.id", UUID.randomUUID().toString());
        BuiltVersion.known().ifPresent(version -> own.put("service.version", version));
        return Resource.create(own.build());
    }

    /** The SDK is only told of what is sampled already. */
    private Sampler sampler(Sampler asked, ConfigProperties config) {
        sampler = asked;
        return Sampler.alwaysOn();
    }

    private SpanQueue queue(ConfigProperties config) {
        delivery = new Delivery(
                exporter(config),
                variables.endpoint(),
                config.getDuration("otel.bsp.export.timeout", Duration.ofSeconds(30)));
        queue = new SpanQueue(
                new SpanQueue.Bounds(
                        config.getInt("otel.bsp.max.queue.size", 2048),
                        Heap.mostBytes() / SHARE_OF_HEAP,
                        config.getInt("otel.bsp.max.export.batch.size", 512),
                        config.getDuration("otel.bsp.schedule.delay", Duration.ofSeconds(5))),
                delivery);
        return queue;
    }

    private static SpanExporter exporter(ConfigProperties config) {
        for (ConfigurableSpanExporterProvider provider : ServiceLoader.load(ConfigurableSpanExporterProvider.class)) {
            if (provider.getName().equals("otlp")) {
                return provider.createExporter(config);
            }
        }
        throw new IllegalStateException("No exporter of OTLP is on the class path");
    }

    /** What decides on new requests. */
    Sampler sampler() {
        return sampler;
    }

    Tracer tracer() {
        return sdk.getTracer("dev.serai");
    }

    GivenIds ids() {
        return ids;
    }

    Delivery delivery() {
        return delivery;
    }

    /** What becomes of spans. */
    void addTo(MeterRegistry meters) {
        Gauge.builder("serai.spans.waiting", queue, SpanQueue::waiting)
                .description("Spans that have not been sent to the collector")
                .register(meters);
        FunctionCounter.builder("serai.spans.sent", delivery, Delivery::delivered)
                .description("Spans that the collector has taken")
                .register(meters);
        FunctionCounter.builder(LOST, queue, SpanQueue::dropped)
                .description(LOST_SPANS)
                .tag("reason", "queue_full")
                .register(meters);
        FunctionCounter.builder(LOST, delivery, Delivery::undelivered)
                .description(LOST_SPANS)
                .tag("reason", "not_taken")
                .register(meters);
    }

    /** Sends what waits, in a second or not at all. */
    @Override
    public void close() {
        if (queue != null) {
            queue.shutdown();
        }
    }
}

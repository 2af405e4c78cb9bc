package dev.serai.traces;

import dev.serai.BuiltVersion;
import dev.serai.wire.Reason;
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
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

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
            throw new IllegalStateException("OTEL_… cannot be so: " + why(e), e);
        }
    }

    /** Of what is wrong with a value the SDK says itself no more than that something is. */
    private static String why(ConfigurationException e) {
        return e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + Reason.of(e.getCause());
    }

    /** What Spring knows goes before what the SDK finds by itself; it is to make no more than a provider of tracers. */
    private Map<String, String> overrides() {
        Map<String, String> all = new HashMap<>(variables.all());
        all.replaceAll((name, value) -> name.endsWith(".headers") ? unformed(value) : value);
        all.put("otel.traces.exporter", "none");
        all.put("otel.metrics.exporter", "none");
        all.put("otel.logs.exporter", "none");
        all.put("otel.propagators", "none");
        all.putIfAbsent("otel.exporter.otlp.protocol", "http/protobuf");
        if (!all.containsKey(SERVICE) && !namesService(all.getOrDefault(RESOURCE, ""))) {
            all.put(SERVICE, "serai");
        }
        return all;
    }

    /** The SDK reads headers as a form, in which a plus is a blank; here it is itself, as in base64. */
    private static String unformed(String headers) {
        return headers.replace("+", "%2B");
    }

    private static boolean namesService(String attributes) {
        return Stream.of(attributes.split(",", -1))
                .anyMatch(pair -> pair.split("=", 2)[0].strip().equals("service.name"));
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
        Sending sending = Sending.of(config);
        delivery = new Delivery(sending.exporter(), variables.endpoint(), sending.patience());
        queue = new SpanQueue(sending.bounds(), delivery);
        return queue;
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

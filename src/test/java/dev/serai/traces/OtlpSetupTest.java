package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.call.Call;
import dev.serai.support.FakeCollector;
import dev.serai.support.Recorded;
import dev.serai.wire.Memory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's variables as its specification means them, those that cannot be so, and what is at their edges. */
@Timeout(60)
class OtlpSetupTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private OtlpTracing begin(String endpoint, String... further) {
        return OtlpTracing.begin(OtlpTracingTest.variables(endpoint, further), new Content(false), meters);
    }

    private double lost() {
        return meters.get("serai.spans.lost").functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_SAMPLER,sometimes",
        "OTEL_BSP_SCHEDULE_DELAY,soon",
        "OTEL_BSP_SCHEDULE_DELAY,-5",
        "OTEL_BSP_EXPORT_TIMEOUT,-1",
        "OTEL_BSP_MAX_QUEUE_SIZE,0",
        "OTEL_BSP_MAX_QUEUE_SIZE,-7",
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE,0",
        "OTEL_EXPORTER_OTLP_TIMEOUT,-3",
        "OTEL_EXPORTER_OTLP_ENDPOINT,collector"
    })
    void valueThatCannotBe_isRefused(String name, String value) {
        assertThatThrownBy(() -> begin("http://127.0.0.1:1", name, value))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({"2,range", "-0.1,range", "half,half"})
    void shareThatIsNone_isRefused_sayingWhy(String share, String why) {
        assertThatThrownBy(() -> begin(
                        "http://127.0.0.1:1", "OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", share))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    /** Values are percent-encoded, as in W3C's baggage, and no form: a plus is a plus, of which base64 has many. */
    @ParameterizedTest
    @ValueSource(strings = {"OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"})
    void headers_arriveAsTheyAreMeant(String name) throws Exception {
        try (FakeCollector collector = new FakeCollector();
                OtlpTracing tracing = begin(
                        collector.url(), name, "authorization=Basic%20dXN+lcj/pw==, x-scope=a%2Bb%2Cc, x-plain=1+2")) {
            var span = tracing.setup().tracer().spanBuilder("span").startSpan();
            span.end();
            collector.trace(span.getSpanContext().getTraceId(), 1);

            assertThat(collector.received().get(0).headers())
                    .containsEntry("authorization", "Basic dXN+lcj/pw==")
                    .containsEntry("x-scope", "a+b,c")
                    .containsEntry("x-plain", "1+2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "k8s.service.name=x,serai",
        "'a=b,peer.service.name=x',serai",
        "'a=b, service.name = own ',own",
        "service.name=own%2Bits,own+its"
    })
    void service_isNamedByItsOwnAttribute(String attributes, String service) throws Exception {
        try (FakeCollector collector = new FakeCollector();
                OtlpTracing tracing = begin(collector.url(), "OTEL_RESOURCE_ATTRIBUTES", attributes)) {
            var span = tracing.setup().tracer().spanBuilder("span").startSpan();
            span.end();
            collector.trace(span.getSpanContext().getTraceId(), 1);

            assertThat(Recorded.texts(collector.received().get(0).resource().getAttributesList()))
                    .containsEntry("service.name", service);
        }
    }

    @Test
    void noTimeLimit_isNotNoTime() throws Exception {
        try (FakeCollector collector = new FakeCollector();
                OtlpTracing tracing =
                        begin(collector.url(), "OTEL_BSP_EXPORT_TIMEOUT", "0", "OTEL_BSP_SCHEDULE_DELAY", "0")) {
            var span = tracing.setup().tracer().spanBuilder("span").startSpan();
            span.end();

            assertThat(collector.trace(span.getSpanContext().getTraceId(), 1)).hasSize(1);
            assertThat(lost()).isZero();
        }
    }

    /** Else batches of a silent collector would be more and more, and count as lost though they may arrive. */
    @ParameterizedTest
    @CsvSource({"1000,60000,1000", "1000,0,1000", "30000,10000,10000"})
    void batch_isNotOnItsWayForLongerThanItIsWaitedFor(String patience, String timeout, long millis) {
        Sending sending = Sending.of(DefaultConfigProperties.createFromMap(Map.of(
                "otel.exporter.otlp.endpoint",
                "http://127.0.0.1:1",
                "otel.exporter.otlp.protocol",
                "http/protobuf",
                "otel.bsp.export.timeout",
                patience,
                "otel.exporter.otlp.timeout",
                timeout)));

        assertThat(sending.exporter())
                .asString()
                .contains("timeoutNanos=" + TimeUnit.MILLISECONDS.toNanos(millis) + ",");
        var unused = sending.exporter().shutdown();
    }

    @ParameterizedTest
    @CsvSource({"POST,POST", "get,_OTHER", "MADE-UP-81f3,_OTHER"})
    void methodThatIsMadeUp_namesNoSpan(String asked, String shown) {
        try (OtlpTracing tracing = begin("http://127.0.0.1:1")) {
            Call call = new Call("req", Memory.UNCOUNTED);
            tracing.begin(call, new Origin() {
                @Override
                public String method() {
                    return asked;
                }

                @Override
                public String route() {
                    return "/v1/chat/completions";
                }

                @Override
                public List<String> headers(String name) {
                    return List.of();
                }
            });

            assertThat(RequestTrace.sampledOf(call).asked().method()).isEqualTo(shown);
        }
    }
}

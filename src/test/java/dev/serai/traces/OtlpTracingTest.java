package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serai.call.Call;
import dev.serai.support.FakeCollector;
import dev.serai.wire.Memory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The SDK as OpenTelemetry's variables have it. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class OtlpTracingTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    static OtelVariables variables(String endpoint, String... further) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_BSP_SCHEDULE_DELAY", "10"));
        for (int i = 0; i < further.length; i += 2) {
            properties.put(further[i], further[i + 1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return OtelVariables.of(environment);
    }

    private OtlpTracing begin(String endpoint, String... further) {
        return OtlpTracing.begin(variables(endpoint, further), new Content(false), meters);
    }

    /** How many of so many requests are sampled. */
    private static int sampled(OtlpTracing tracing, int requests, String... headers) {
        int sampled = 0;
        for (int i = 0; i < requests; i++) {
            Call call = new Call("req", Memory.UNCOUNTED);
            tracing.begin(call, PropagationTest.Asked.with(headers));
            assertThat(call.traceId()).matches("[0-9a-f]{32}");
            sampled += call.attempts().timeline().trace().sampled() ? 1 : 0;
        }
        return sampled;
    }

    @ParameterizedTest
    @CsvSource({
        "always_on,,1",
        "always_off,,0",
        "traceidratio,0.1,0.1",
        "parentbased_traceidratio,0.5,0.5",
        "parentbased_always_off,,0"
    })
    void requests_areSampledAsIsSaid(String sampler, String argument, double share) {
        String[] how = argument == null
                ? new String[] {"OTEL_TRACES_SAMPLER", sampler}
                : new String[] {"OTEL_TRACES_SAMPLER", sampler, "OTEL_TRACES_SAMPLER_ARG", argument};
        try (OtlpTracing tracing = begin("http://127.0.0.1:1", how)) {
            assertThat(sampled(tracing, 10_000) / 10_000.0).isCloseTo(share, within(0.03));
        }
    }

    @Test
    void parentDecides_whereItIsToDecide() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";
        try (OtlpTracing tracing = begin(
                "http://127.0.0.1:1",
                "OTEL_TRACES_SAMPLER",
                "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG",
                "0")) {
            assertThat(sampled(tracing, 10, "traceparent", parent + "01")).isEqualTo(10);
            assertThat(sampled(tracing, 10, "traceparent", parent + "00")).isZero();
            assertThat(sampled(tracing, 10)).isZero();
        }
    }

    /** Requests as fast as they come, to a collector that is not well: their own time, and that of the close. */
    private long[] under(OtlpTracing tracing) {
        Tracer tracer = tracing.setup().tracer();
        long began = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
        long spans = System.nanoTime() - began;
        tracing.close();
        return new long[] {spans, System.nanoTime() - began - spans};
    }

    private double lost() {
        return meters.get("serai.spans.lost").functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void assertUnharmed(long[] nanos, CapturedOutput output) {
        assertThat(TimeUnit.NANOSECONDS.toMillis(nanos[0])).as("20,000 spans").isLessThan(2000);
        assertThat(TimeUnit.NANOSECONDS.toMillis(nanos[1])).as("the close").isLessThan(1500);
        assertThat(lost()).isEqualTo(20_000);
        assertThat(output.toString().split("Spans do not reach", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void collectorThatIsNotThere_costsNothing(CapturedOutput output) throws Exception {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }

        assertUnharmed(under(begin(url)), output);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 503})
    void collectorThatRefuses_costsNothing(int status, CapturedOutput output) {
        try (FakeCollector collector = new FakeCollector()) {
            collector.answers(status);

            assertUnharmed(under(begin(collector.url())), output);
        }
    }

    @Test
    void collectorThatIsSilent_costsNothing(CapturedOutput output) {
        try (FakeCollector collector = new FakeCollector()) {
            collector.isSilent(true);

            assertUnharmed(under(begin(collector.url())), output);
        }
    }

    @Test
    void close_sendsWhatWaits() {
        try (FakeCollector collector = new FakeCollector()) {
            OtlpTracing tracing = begin(collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "3600000");
            for (int i = 0; i < 100; i++) {
                tracing.setup().tracer().spanBuilder("span").startSpan().end();
            }

            tracing.close();

            assertThat(collector.traces()).hasSize(100);
            assertThat(meters.get("serai.spans.sent").functionCounter().count()).isEqualTo(100);
        }
    }

    @Test
    void limitsOfSpans_areKept() throws Exception {
        try (FakeCollector collector = new FakeCollector();
                OtlpTracing tracing = begin(
                        collector.url(),
                        "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
                        "2",
                        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
                        "3",
                        "OTEL_SERVICE_NAME",
                        "gateway")) {
            var span = tracing.setup().tracer().spanBuilder("span").startSpan();
            span.setAttribute("a", "12345")
                    .setAttribute("b", "1")
                    .setAttribute("c", "2")
                    .end();

            var sent = collector.trace(span.getSpanContext().getTraceId(), 1).get(0);

            assertThat(sent.attributes()).containsOnly(Map.entry("a", "123"), Map.entry("b", "1"));
        }
    }

    @Test
    void timeout_isThatOfTheVariables() {
        try (OtlpTracing tracing = begin("http://127.0.0.1:1", "OTEL_BSP_EXPORT_TIMEOUT", "1234")) {
            assertThat(tracing.setup().delivery().timeout()).isEqualTo(Duration.ofMillis(1234));
        }
    }
}

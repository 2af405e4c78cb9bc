package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Buckets lead to a trace, where a request has one. */
class ExemplarsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private record Traced(String trace) implements SpanContext {

        @Override
        public String getCurrentTraceId() {
            return trace;
        }

        @Override
        public String getCurrentSpanId() {
            return trace == null ? null : "b7ad6b7169203331";
        }

        @Override
        public boolean isCurrentSpanSampled() {
            return trace != null;
        }

        @Override
        public void markCurrentSpanAsExemplar() {
            // nobody looks
        }
    }

    private static String page(SpanContext context) {
        PrometheusMeterRegistry registry =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, context);
        HttpMeters meters = new HttpMeters(registry, new MeterLabels(EnumSet.allOf(Label.class)), new SeriesBound(100));
        meters.ended("/v1/chat/completions", "POST", 200, TimeUnit.MILLISECONDS.toNanos(3));
        return registry.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }

    @Test
    void bucketOfATracedRequest_namesItsTrace() {
        assertThat(page(new Traced(TRACE)).lines())
                .anyMatch(line -> line.startsWith("http_request_duration_seconds_bucket{")
                        && line.contains("le=\"0.005\"")
                        && line.contains("trace_id=\"" + TRACE + "\""));
    }

    @Test
    void requestWithoutATrace_isCountedAllTheSame() {
        assertThat(page(new Traced(null)))
                .contains("http_request_duration_seconds_count")
                .doesNotContain("trace_id");
    }
}

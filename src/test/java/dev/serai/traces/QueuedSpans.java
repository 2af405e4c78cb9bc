package dev.serai.traces;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A queue of spans, what delivers them, and a tracer that fills it. */
@Timeout(30)
abstract class QueuedSpans {

    /** Where they go; what is not said here succeeds. */
    interface Exporter extends SpanExporter {

        @Override
        default CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        default CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    Delivery delivery;
    SpanQueue queue;
    Tracer tracer;

    /** That of the test. */
    abstract Exporter exporter();

    void begin(int spans, long bytes, int batch, Duration delay) {
        delivery = new Delivery(exporter(), "http://collector", Duration.ofSeconds(5));
        queue = new SpanQueue(new SpanQueue.Bounds(spans, bytes, batch, delay), delivery);
        tracer = SdkTracerProvider.builder().addSpanProcessor(queue).build().get("test");
    }

    void spans(int count) {
        for (int i = 0; i < count; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
    }

    static void await(BooleanSupplier wanted) throws InterruptedException {
        while (!wanted.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    @AfterEach
    void shutDown() {
        queue.shutdown();
    }
}

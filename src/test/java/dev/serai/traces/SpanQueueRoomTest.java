package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans that a collector which is well would take: none is lost for want of room, whatever the bounds are. */
@Timeout(30)
class SpanQueueRoomTest {

    private static final class Taking implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private Delivery delivery;
    private SpanQueue queue;
    private Tracer tracer;

    private void begin(int spans, long bytes, int batch, Duration delay) {
        delivery = new Delivery(new Taking(), "http://collector", Duration.ofSeconds(5));
        queue = new SpanQueue(new SpanQueue.Bounds(spans, bytes, batch, delay), delivery);
        tracer = SdkTracerProvider.builder().addSpanProcessor(queue).build().get("test");
    }

    private void spans(int count) {
        for (int i = 0; i < count; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        while (!wanted.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    @AfterEach
    void end() {
        queue.shutdown();
    }

    @Test
    void batchThatFindsNoRoom_doesNotWaitForItsEnd() throws Exception {
        begin(10, 1 << 20, 512, Duration.ofHours(1));

        for (int i = 1; i <= 5; i++) {
            int sent = 10 * i;
            spans(10);
            await(() -> delivery.delivered() == sent);
        }

        assertThat(queue.dropped()).isZero();
    }

    @Test
    void fewSpansThatAreLarge_doNotWaitForOthers() throws Exception {
        begin(1000, 100_000, 512, Duration.ofHours(1));

        for (int i = 1; i <= 20; i++) {
            tracer.spanBuilder("span")
                    .startSpan()
                    .setAttribute("text", "x".repeat(10_000))
                    .end();
            int sent = 3 * (i / 3);
            await(() -> delivery.delivered() >= sent);
        }

        assertThat(queue.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void delayThatIsNone_letsTheThreadRest(long millis) throws Exception {
        begin(10, 1 << 20, 5, Duration.ofMillis(millis));
        spans(1);
        await(() -> delivery.delivered() == 1);

        assertThat(new SpanQueue.Bounds(10, 1, 5, Duration.ofMillis(millis)).delay())
                .isPositive();
    }
}
